"""Texts that will be printed, checked in the form where they are typed."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.pdf.fonts import INVISIBLE_CATEGORIES, normalize_text, unprintable_characters

MAX_NAMED = 10  # letters that a sentence names


def describe_characters(letters: str) -> str:
    """The letters with their numbers; of one that cannot be seen the number alone."""
    told = [f"U+{ord(c):04X}" if _is_unseen(c) else f"“{c}” (U+{ord(c):04X})" for c in letters[:MAX_NAMED]]
    return ", ".join([*told, "…"] if len(letters) > MAX_NAMED else told)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in INVISIBLE_CATEGORIES | {"Zs", "Mn", "Cn", "Co", "Cs"}


def validate_printable(text: str) -> None:
    """Raise ValidationError that names what the printed page does not have, invisible letters among it."""
    if bad := unprintable_characters(normalize_text(text)):
        message = _("There are letters that cannot be printed: %(letters)s. Please write it without them.")
        raise ValidationError(message, "letters", {"letters": describe_characters(bad)})


def clean_printable(text: str) -> str:
    """The text as it is printed; ValidationError where it cannot be."""
    validate_printable(text)
    return normalize_text(text)
