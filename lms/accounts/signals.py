"""Facts of accounts that rooms above may follow. Sent inside the transaction that stored the fact."""

from django.dispatch import Signal

account_closed = Signal()  # person
access_changed = Signal()  # person, entry: the row of the log that says what was proposed or done, and by whom
person_invited = Signal()  # person, who is to learn how to sign in
