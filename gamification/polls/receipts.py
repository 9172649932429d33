"""The random word in a voter's form: her receipt once she has voted.

It is made for each form, and stored nowhere but in the ballot. The form carries it signed for this poll and this
member: so nobody writes a word of her own choice into the list that is published, or votes with another's form.
"""

import secrets

from django.core.signing import BadSignature, Signer

from gamification.members.models import Member
from gamification.polls.models import Poll

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
GROUPS, LENGTH = 4, 4  # 80 bits


def new_receipt() -> str:
    """A word that nobody guesses, in groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def sign_receipt(receipt: str, poll: Poll, member: Member) -> str:
    """As the form carries it."""
    return _signer(poll, member).sign(receipt)


def unsign_receipt(value: str, poll: Poll, member: Member) -> str | None:
    """The receipt of a form that we made for this member and poll; None for any other."""
    try:
        return _signer(poll, member).unsign(value)
    except BadSignature:
        return None


def normalize_receipt(typed: str) -> str:
    """As it is published, however it was copied: small letters, spaces, no dashes."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())[: GROUPS * LENGTH * 2]
    return "-".join(letters[at : at + LENGTH] for at in range(0, len(letters), LENGTH))


def _signer(poll: Poll, member: Member) -> Signer:
    return Signer(salt=f"poll:{poll.pk}:{member.pk}")
