"""Recognise blank texts and bodies: spaces, empty paragraphs and blocks without content."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

TAG = re.compile(r"<[^>]*>")


def is_blank(text: str) -> bool:
    """Return whether a text, or a piece of rich text, shows nothing."""
    seen = html.unescape(TAG.sub(" ", text))
    return not any(unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for letter in seen)


def is_empty(body: StreamValue) -> bool:
    """Return whether no block of the body has content."""
    return not any(_says(block.value) for block in body)


def _says(value: Any) -> bool:
    if isinstance(value, str):
        return not is_blank(value)
    if isinstance(value, RichText):
        return not is_blank(value.source)
    if isinstance(value, Mapping):
        return any(map(_says, value.values()))
    return any(map(_says, value)) if isinstance(value, Iterable) else value is not None
