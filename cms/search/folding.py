"""Letters as people type them: many keyboards lack ң ө ү қ, so н о у к stand for them, in both directions."""

import re
import unicodedata

_LETTERS = str.maketrans("ңөүқғұһіәё", "ноукгухиае")
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text in lower case, letters of the four alphabets that keyboards lack replaced by those they have."""
    return unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return _WORDS.findall(fold(text))
