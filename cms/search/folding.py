"""Letters as people type them: many keyboards lack ң ө ү қ, so н о у к stand for them, in both directions."""

import re
import unicodedata

_RARE, _PLAIN = "ңөүқғұһіәё", "ноукгухиае"
_LETTERS = str.maketrans(_RARE, _PLAIN)
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return the text in lower case, with the Kyrgyz and Kazakh letters replaced by their plain ones."""
    return unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return _WORDS.findall(fold(text))


def search_pattern(text: str) -> str:
    """Return a regular expression that finds the text in a column that is not folded, in any case and spelling.

    It names every letter it means: SQLite knows the case of Latin letters alone, PostgreSQL that of its locale.
    """
    return "".join(_either(letter) for letter in fold(text))


def _either(letter: str) -> str:
    if not letter.isalpha():
        return re.escape(letter)
    same = letter + "".join(rare for rare, plain in zip(_RARE, _PLAIN, strict=True) if plain == letter)
    return f"[{same}{same.upper()}]"
