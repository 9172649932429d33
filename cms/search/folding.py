"""Letters as people type them: many keyboards lack ң ө ү қ, so н о у к stand for them, in both directions."""

import re
import unicodedata

_RARE, _PLAIN = "ңөүқғұһіәё", "ноукгухиае"
_LETTERS = str.maketrans(_RARE, _PLAIN)
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text in lower case, letters of the four alphabets that keyboards lack replaced by those they have."""
    return unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return _WORDS.findall(fold(text))


def search_pattern(text: str) -> str:
    """A regular expression that finds the text in a column that is not folded, in any case and with either letter.

    It names every letter it means: SQLite knows the case of Latin letters alone, PostgreSQL that of its locale.
    """
    return "".join(_either(letter) for letter in fold(text))


def _either(letter: str) -> str:
    if not letter.isalpha():
        return re.escape(letter)
    same = letter + "".join(rare for rare, plain in zip(_RARE, _PLAIN, strict=True) if plain == letter)
    return f"[{same}{same.upper()}]"
