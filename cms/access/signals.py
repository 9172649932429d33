"""What cms tells about rights, inside the transaction."""

from django.dispatch import Signal

rights_changed = Signal()  # people: the ids of those whose rights may have changed
