"""Does a body say anything? Paragraphs of spaces and blocks without words are nothing."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

TAG = re.compile(r"<[^>]*>")


def is_blank(text: str) -> bool:
    """Is there nothing to be seen in a text or in a piece of rich text?"""
    seen = html.unescape(TAG.sub(" ", text))
    return not any(unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for letter in seen)


def is_empty(body: StreamValue) -> bool:
    """Is there no block that says or shows something?"""
    return not any(_says(block.value) for block in body)


def _says(value: Any) -> bool:
    if isinstance(value, str):
        return not is_blank(value)
    if isinstance(value, RichText):
        return not is_blank(value.source)
    if isinstance(value, Mapping):
        return any(map(_says, value.values()))
    return any(map(_says, value)) if isinstance(value, Iterable) else value is not None
