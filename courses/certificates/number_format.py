"""The number on a paper, however it was typed: letters and digits are compared, nothing else.

People leave hyphens out or let a word processor make dashes of them, type a letter O for a nought and a Cyrillic А for
a Latin one. What looks alike is one sign in the key, in what is stored as in what is asked for. That no two
certificates have one key is a constraint.
"""

import re
import unicodedata

from django.utils import timezone

from courses.conf import setting

CYRILLIC = str.maketrans("АВСЕЁНКМОРТУҮҰХЅІЈҺԚԜ", "ABCEEHKMOPTYYYXSIJHQW")
TAKEN_FOR_DIGITS = str.maketrans("OILЗ", "0113")
LONGEST = 100  # letters that are looked at
FORM = re.compile(r"[^\W_]{1,12}?20[0-9]{2}[0-9]{6,10}")  # issuer, year, and which one of the year
LAST, ORDINAL = 10, 6  # digits of year and ordinal, and of the ordinal alone
SIGNS = ("N0", "N")  # "No" and "N" typed for "№", as they stand in a key


def lookup_key(text: str) -> str:
    """The letters and digits of a text with what looks alike made one."""
    return _plain(text).translate(CYRILLIC).translate(TAKEN_FOR_DIGITS)


def lookup_keys(text: str) -> list[str]:
    """The keys that a typed number may have, the likeliest first; none for what cannot be a number."""
    key = lookup_key(text)
    tried = [key, *(key.removeprefix(sign) for sign in SIGNS if key.startswith(sign))]
    return [one for one in tried if FORM.fullmatch(one)]


def format_number(text: str) -> str:
    """A typed number as the register would write it, safe in an address."""
    plain, key = _plain(text), lookup_key(text)
    return f"{plain[:-LAST]}-{key[-LAST:-ORDINAL]}-{key[-ORDINAL:]}"


def example() -> str:
    """What a number looks like."""
    return f"{setting('ISSUER')}-{timezone.localdate().year}-000001"


def _plain(text: str) -> str:
    """Capital letters and plain digits after the last "№"."""
    text = unicodedata.normalize("NFKC", text[:LONGEST].rpartition("№")[2]).upper()
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text if sign.isalnum())
