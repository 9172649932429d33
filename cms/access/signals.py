"""Signals about permissions, sent inside the transaction."""

from django.dispatch import Signal

permissions_changed = Signal()  # people: the ids of those whose permissions may have changed
