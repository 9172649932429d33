"""Facts of accounts that rooms above may follow. Sent inside the transaction that stored the fact."""

from django.dispatch import Signal

account_closed = Signal()  # person
