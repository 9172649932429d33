"""The letters that the printed page has: what the bundled fonts cannot print is refused, never drawn as a box."""

import unicodedata
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FACES = {400: "NotoSans-Regular.ttf", 700: "NotoSans-Bold.ttf"}
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Zl", "Zp"}  # control and format characters print nothing and so can hide something


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[str]:
    """Every character that all weights of the font have."""
    from fontTools.ttLib import TTFont

    maps = []
    for name in FACES.values():
        with TTFont(FOLDER / name, lazy=True) as face:
            maps.append(set(face.getBestCmap()))
    return frozenset(map(chr, set.intersection(*maps)))


def normalize_text(text: str) -> str:
    """The text as it is printed: letters composed (NFC), runs of white space one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unprintable_characters(text: str) -> str:
    """The characters of the text that cannot be printed, each once, in their order; empty when all can."""
    known = printable_characters()
    bad = (
        c
        for c in unicodedata.normalize("NFC", text)
        if c not in known or unicodedata.category(c) in INVISIBLE_CATEGORIES
    )
    return "".join(dict.fromkeys(bad))
