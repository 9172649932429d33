"""Clean text as every database, file and spreadsheet takes it, by pure functions.

Line breaks end in one way, as the browser counts them. What nobody can see and no database takes (control characters,
halves of surrogate pairs, code points that are no characters) goes.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

# Word puts a vertical tab into a line break, and old systems a form feed or a "next line".
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85]")
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
CONTROL = re.compile("[\x00-\x1f\x7f]")
ESCAPED = re.compile(r"\\u(00[01][0-9a-f]|00[7-9][0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef]|fdd|fde)", re.IGNORECASE)


def clean_text(text: str) -> str:
    """Return a text without characters that no database takes, also inside of JSON, where they may be escaped."""
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    plain = UNFIT.sub("", BREAKS.sub("\n", text))
    return _clean_json(plain) if plain.startswith(("{", "[")) and ESCAPED.search(plain) else plain


def clean_fields(fields: QueryDict) -> QueryDict:
    """Return the fields with clean names and values; the same object where nothing had to be changed."""
    pairs = [(name, value) for name, values in fields.lists() for value in values]
    cleaned = [(clean_text(name), clean_text(value)) for name, value in pairs]
    return fields if cleaned == pairs else _fields(cleaned, fields.encoding)


def _fields(pairs: Iterable[tuple[str, str]], encoding: Any) -> QueryDict:
    made = QueryDict(mutable=True, encoding=encoding)
    for name, value in pairs:
        made.appendlist(name, value)
    made._mutable = False
    return made


def _clean_json(text: str) -> str:
    """Return JSON with clean texts; what is no JSON stays as it is, so that the form can say so."""
    try:
        return json.dumps(_clean_value(json.loads(text)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _clean_value(value: Any) -> Any:
    if isinstance(value, str):
        return UNFIT.sub("", BREAKS.sub("\n", value))
    if isinstance(value, list):
        return [_clean_value(one) for one in value]
    if isinstance(value, dict):
        return {_clean_value(name): _clean_value(one) for name, one in value.items()}
    return value
