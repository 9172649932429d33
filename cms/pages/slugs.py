"""Slugs in ASCII, made of titles in Cyrillic alphabets."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

MAX_LENGTH = 80
PLAIN = re.compile(rf"[a-zA-Z0-9_-]{{1,{MAX_LENGTH}}}")
_LETTERS = {
    **{"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "y"},
    **{"к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f"},
    **{"х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu"},
    **{"я": "ya", "ң": "ng", "ө": "o", "ү": "u", "ә": "a", "ғ": "g", "қ": "k", "ұ": "u", "һ": "h", "і": "i"},
}
_OF_LANGUAGE = {"ru": {"ж": "zh"}, "kk": {"ж": "zh"}}


def transliteration_table(language: str) -> dict[str, str]:
    """Return the Latin letters for each Cyrillic letter, by the customs of the language."""
    return _LETTERS | _OF_LANGUAGE.get(language, {})


def is_ascii_slug(slug: str) -> bool:
    """Return whether our addresses accept the slug."""
    return bool(PLAIN.fullmatch(slug))


def slugify_title(text: str, language: str) -> str:
    """Return the text as a slug; empty when it has neither letters nor digits."""
    table: dict[str, str | int | None] = {**transliteration_table(language)}
    plain = text.lower().translate(str.maketrans(table))
    return slugify(string_to_ascii(plain) if any(c.isalnum() for c in plain) else "")[:MAX_LENGTH].strip("-_")


def unique_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """Return the slug, with a number appended when it is taken."""
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        slug = f"{wanted[: MAX_LENGTH - len(f'-{number}')]}-{number}"
    return slug


def slug_formatters(language: str) -> list[tuple[Any, str]]:
    """Return the same rules for Wagtail's script, which makes the slug while a title is typed: (pattern, text)."""
    replaced: list[tuple[Any, str]] = [
        (re.compile(letter, re.IGNORECASE), plain) for letter, plain in transliteration_table(language).items()
    ]
    return [*replaced, (re.compile(rf"^(.{{{MAX_LENGTH}}}).*$"), "$1")]
