"""Names of people as they are printed: which letters they have, and how they are stored."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.pdf.fonts import INVISIBLE_CATEGORIES, normalize_text, printable_characters
from cms.pdf.validators import describe_characters
from cms.search.folding import words

CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + "әғқңөұүһі")  # Kyrgyz, Kazakh, Russian
HYPHENS, APOSTROPHES = "‐‑‒–—―−﹣－", "’‘ʼʻʹ`´＇"
_SPELLING = str.maketrans(dict.fromkeys(HYPHENS, "-") | dict.fromkeys(APOSTROPHES, "'"))
_MARKS = frozenset(" -'")
_WORDS = re.compile(r"[^\s-]+")


def tidy_name(text: str) -> str:
    """The name as it is stored and printed: nothing that cannot be seen, one kind of hyphen and of apostrophe."""
    seen = (
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in INVISIBLE_CATEGORIES
    )
    return normalize_text("".join(seen).translate(_SPELLING))


def faults_of(name: str) -> list[ValidationError]:
    """What stands against a name, as sentences with a code each; none for a name that is not given."""
    name = tidy_name(name)
    if not name:
        return []
    if bad := "".join(dict.fromkeys(c for c in name if not _may_stand(c))):
        message = _(
            "A name is written with letters of the Kyrgyz, Kazakh, Russian or Latin alphabet, hyphen and apostrophe. "
            "Please write it without these: %(letters)s."
        )
        return [ValidationError(message, "letters", {"letters": describe_characters(bad)})]
    if not any(map(str.isalpha, name)):
        return [ValidationError(_("A name has at least one letter."), "no-letter")]
    return list(_mixed(name))


def validate_name(text: str) -> None:
    """Raise ValidationError with what stands against the name."""
    if faults := faults_of(text):
        raise ValidationError(faults)


def _may_stand(letter: str) -> bool:
    return letter in _MARKS or _is_cyrillic(letter) or (_is_latin(letter) and letter in printable_characters())


def _is_cyrillic(letter: str) -> bool:
    return letter.lower() in CYRILLIC


def _is_latin(letter: str) -> bool:
    is_one = letter.isalpha() and unicodedata.normalize("NFKC", letter) == letter  # no ligature, no number
    return is_one and unicodedata.name(letter, "").startswith("LATIN ")


def _mixed(name: str) -> Iterator[ValidationError]:
    """A fault for each word with letters of two alphabets: they look alike, and nobody finds the name again."""
    for word in _WORDS.findall(name):
        latin, cyrillic = ("".join(filter(kind, word)) for kind in (_is_latin, _is_cyrillic))
        if latin and cyrillic:
            odd, alphabet = (latin, _("Latin")) if len(latin) <= len(cyrillic) else (cyrillic, _("Cyrillic"))
            message = _(
                "In “%(word)s” Latin and Cyrillic letters are mixed; %(alphabet)s: %(letters)s. "
                "Please type the whole word in one alphabet."
            )
            odd = "".join(dict.fromkeys(odd))
            yield ValidationError(
                message, "mixed", {"word": word, "alphabet": alphabet, "letters": describe_characters(odd)}
            )


class NameField(models.CharField):
    """A part of a person's name: tidied wherever it is stored, checked wherever it is typed."""

    default_validators = [validate_name]

    def to_python(self, value: Any) -> Any:
        """As it is stored."""
        return tidy_name(value) if isinstance(value, str) else super().to_python(value)


def is_slip(before: str, after: str) -> bool:
    """Could a slip of the keyboard be all that differs? Else it is the name of somebody else.

    In any order each word is near one of the other name, where letters that keyboards lack are the same as those they
    have; one word at most was left out or added.
    """
    few, many = sorted((words(tidy_name(before)), words(tidy_name(after))), key=len)
    return bool(few) and len(many) - len(few) <= 1 and _paired(few, many)


def _paired(few: list[str], many: list[str]) -> bool:
    """Has each word a near one of its own?"""
    if not few:
        return True
    first, *rest = few
    near = (n for n, word in enumerate(many) if _is_near(first, word))
    return any(_paired(rest, many[:n] + many[n + 1 :]) for n in near)


def _is_near(one: str, other: str) -> bool:
    """Within one letter, or two in a longer word; a word of two letters has none to spare."""
    length = min(len(one), len(other))
    return _distance(one, other) <= (0 if length < 3 else 1 if length <= 5 else 2)


def _distance(one: str, other: str) -> int:
    """How many letters to put in, take out or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for above, letter in enumerate(one, 1):
        row, left = [above], row
        for n, there in enumerate(other, 1):
            row.append(min(left[n] + 1, row[-1] + 1, left[n - 1] + (letter != there)))
    return row[-1]
