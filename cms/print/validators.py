"""Texts that will be printed, checked in the form where they are typed."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.print.fonts import UNSEEN, tidy, unprintable

AT_MOST = 10  # letters that a sentence names


def named(letters: str) -> str:
    """The letters with their numbers; of one that cannot be seen the number alone."""
    told = [f"U+{ord(c):04X}" if _is_unseen(c) else f"“{c}” (U+{ord(c):04X})" for c in letters[:AT_MOST]]
    return ", ".join([*told, "…"] if len(letters) > AT_MOST else told)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN | {"Zs", "Mn", "Cn", "Co", "Cs"}


def validate_printable(text: str) -> None:
    """Raise ValidationError that names what the printed page does not have, invisible letters among it."""
    if bad := unprintable(tidy(text)):
        message = _("There are letters that cannot be printed: %(letters)s. Please write it without them.")
        raise ValidationError(message, "letters", {"letters": named(bad)})


def printable(text: str) -> str:
    """The text as it is printed; ValidationError where it cannot be."""
    validate_printable(text)
    return tidy(text)
