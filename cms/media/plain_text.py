"""Plain text as people's programs write it."""

import codecs
import re

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Marks by which a file is a document of another kind, written in letters: no plain text, whatever its name says.
MARKUP = re.compile(r"\s*(\{\\rtf|<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|%!PS|#!)", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
CYRILLIC = re.compile(r"[\u0400-\u04ff«»“”„’–—…№\s]")
# Any bytes can be read as Windows-1251, but not as words: so much beyond ASCII, and of all letters, must be Cyrillic.
BEYOND_ASCII, OF_ALL = 0.9, 0.5


def decode_text(content: bytes) -> str | None:
    """The text in UTF-8, UTF-16 with its mark, or Windows-1251; None for what is empty or no plain text."""
    text = _decoded(content)
    if text is None or not text.strip() or CONTROL.search(text) or MARKUP.match(text):
        return None
    return text


def _decoded(content: bytes) -> str | None:
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            return _strictly(content.removeprefix(bom), encoding)
    text = _strictly(content, "utf-8")
    return text if text is not None else _windows(content)


def _windows(content: bytes) -> str | None:
    text = _strictly(content, "cp1251") or ""
    beyond = [letter for letter in text if not letter.isascii()]
    letters = [letter for letter in text if letter.isalpha()]
    fits = sum(map(bool, map(CYRILLIC.match, beyond))) >= BEYOND_ASCII * len(beyond)
    return text if fits and sum(not letter.isascii() for letter in letters) >= OF_ALL * len(letters) > 0 else None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
