"""What in a text may lead to a person: shown to who checks a practice, who decides herself.

Simple patterns for Kyrgyz, Kazakh and Russian. They find what is usually written, not everything, and now and then what
is harmless: a hint, never a verdict.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

AROUND = 25  # letters shown on either side
CAPITAL, SMALL = "А-ЯЁҢӨҮӘҒҚҰҺІ", "а-яёңөүәғқұһі"
WORD = rf"[{CAPITAL}][{SMALL}]+(?:-[{CAPITAL}][{SMALL}]+)?"
SURNAME = rf"[{CAPITAL}][{SMALL}]+[оеё]в(?:а|ой|у|ым|ом|е)?(?:[нтдгк][{SMALL}]{{1,4}})?"
FATHER = rf"[{CAPITAL}][{SMALL}]+(?:ович|евич|овн|евн|ичн)[{SMALL}]*"
CHILD_OF = r"(?:уулу|кызы|ұлы|қызы)"
YOUNG = r"(?:окуучу|бала|кыз|өспүрүм|оқушы|қыз|жасөспірім|уч[её]ни|девоч|мальчи|реб[её]н|подрост)"
SCHOOL = r"(?:мектеп|мектеб|школ|лице[йи]|гимнази|СОШ|бала ?бакча|балабақша|детск\w+ сад)"
GAP = "[ \t\u00a0]"


class Kind(models.TextChoices):
    """What it may be."""

    PHONE = "phone", _("a telephone number")
    ACCOUNT = "account", _("an e-mail or an account")
    NUMBER = "number", _("a number of an identity document")
    SCHOOL = "school", _("a certain school or class")
    ADDRESS = "address", _("an address")
    CHILD = "child", _("a child, with age")
    NAME = "name", _("a person’s name")


class Finding(NamedTuple):
    """A place in a text; `found` with some letters around it."""

    kind: Kind
    found: str
    before: str
    after: str


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _is_phone(text: str) -> bool:
    """Of so many digits as a number that begins so has; a sum of money begins otherwise."""
    expected = {"+": range(10, 16), "0": range(9, 11), "8": range(11, 12), "7": range(11, 12), "9": range(12, 13)}
    return _digits(text) in expected[text[0]]


def _is_young(text: str) -> bool:
    return any(int(number) < 18 for number in re.findall(r"\d+", text))


def _any(_text: str) -> bool:
    return True


PATTERNS: tuple[tuple[Kind, str, Callable[[str], bool]], ...] = (
    (Kind.PHONE, rf"(?<![\w.,])(?:\+{GAP}?\d|0|8|7|996)(?:{GAP}|[\d()–-]){{6,}}\d", _is_phone),
    (Kind.ACCOUNT, r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+|(?<!\w)@\w{4,}", _any),
    (Kind.ACCOUNT, r"(?i:\b(?:t\.me|wa\.me|instagram\.com|facebook\.com|vk\.com|tiktok\.com)/\S+)", _any),
    (Kind.NUMBER, r"(?<!\d)(?:\d{14}|\d{12}|(?:ID|AN|АН)\d{7})(?!\d)", _any),
    (Kind.SCHOOL, rf"(?i:(?:№{GAP}?\d+{GAP}?[-–]?|\b\d+{GAP}?[-–]){GAP}?(?:орто{GAP}|жалпы{GAP})?{SCHOOL}\w*)", _any),
    (Kind.SCHOOL, rf"(?i:{SCHOOL}\w*{GAP}?[-–]?(?:{GAP}?№{GAP}?\d+|{GAP}\d+))", _any),
    (Kind.SCHOOL, rf"(?i:\b\w+{GAP}(?:атындагы|атындағы){GAP}(?:\w+{GAP}){{0,2}}{SCHOOL}\w*)", _any),
    (Kind.SCHOOL, rf"(?i:{SCHOOL}\w*{GAP}(?:имени|им\.){GAP}?[\w.]+(?:{GAP}\w+)?)", _any),
    (Kind.SCHOOL, rf"(?i:\b\d{{1,2}}{GAP}?[-–]?{GAP}?[«\"]?[а-я]?[»\"]?{GAP}?[-–]?{GAP}?(?:класс|сыны[пб])\w*)", _any),
    (Kind.ADDRESS, rf"{WORD}{GAP}(?:көчө|көше)(?:сү|сі)?\w*,?{GAP}?(?:№{GAP}?)?\d+", _any),
    (Kind.ADDRESS, rf"(?i:\b(?:ул\.|улиц\w+|пр\.|проспект\w*|пер\.|переул\w+|мкр\.?){GAP}?[\w., -]{{3,30}}?\d+)", _any),
    (Kind.ADDRESS, rf"(?i:\b(?:дом|д\.|үй|кв\.|квартир\w+|батир\w*|пәтер\w*){GAP}?№?{GAP}?\d+)", _any),
    (Kind.CHILD, rf"(?i:\b\d{{1,2}}{GAP}?-?{GAP}?(?:жашар|жаштагы|жашта|жастағы|жаста|жасар|летн)\w*)", _is_young),
    (Kind.CHILD, rf"(?i:{YOUNG}\w*[^.!?\n]{{0,25}}?\b\d{{1,2}}{GAP}лет\b)", _is_young),
    (Kind.NAME, rf"{WORD}{GAP}{CHILD_OF}(?:{GAP}{WORD})?", _any),
    (Kind.NAME, rf"{WORD}{GAP}{FATHER}|{FATHER}", _any),
    (Kind.NAME, rf"{SURNAME}{GAP}{WORD}", _any),
    (Kind.NAME, rf"{WORD}{GAP}{SURNAME}\b", _any),
    (Kind.NAME, rf"(?<=[{SMALL},]{GAP}){SURNAME}\b", _any),
    (Kind.NAME, rf"\b[{CAPITAL}]\.{GAP}?(?:[{CAPITAL}]\.{GAP}?)?{WORD}|{SURNAME}{GAP}[{CAPITAL}]\.", _any),
    (Kind.NAME, rf"{WORD}{GAP}(?:эже|байке|апай|агай|апа|ага|мугалим|әже|апке|көке|мұғалім)\w*", _any),
    (Kind.NAME, rf"(?i:\b{YOUNG})\w*,?{GAP}{WORD}", _any),
)
COMPILED = tuple((kind, re.compile(pattern), fits) for kind, pattern, fits in PATTERNS)


def find_personal_data(text: str, own: str = "") -> list[Finding]:
    """Each place once, in the order of the text; `own` is the author's name, which she may write.

    Patterns that meet make one place, of the kind that is named first in PATTERNS.
    """
    places: list[tuple[int, int, int]] = []
    for start, end, order in sorted(_found(text, set(re.findall(WORD, own)))):
        if places and start < places[-1][1]:
            first, last, before = places[-1]
            places[-1] = first, max(last, end), min(before, order)
        else:
            places.append((start, end, order))
    return [
        Finding(PATTERNS[order][0], text[start:end], text[max(start - AROUND, 0) : start], text[end : end + AROUND])
        for start, end, order in places
    ]


def _found(text: str, own: set[str]) -> Iterator[tuple[int, int, int]]:
    for order, (kind, pattern, fits) in enumerate(COMPILED):
        for match in pattern.finditer(text):
            hers = kind == Kind.NAME and set(re.findall(WORD, match[0])) <= own
            if fits(match[0]) and not hers:
                yield match.start(), match.end(), order
