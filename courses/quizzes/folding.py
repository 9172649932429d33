"""Short texts as they are compared."""

import unicodedata

# Letters that many keyboards lack, and what is typed in their place.
FOLDED = str.maketrans("ңөүұқғәһіё", "ноуукгахие")
AROUND = " .,;:!?\"'«»“”„()"


def fold(text: str) -> str:
    """Return a text without case, spaces and quotes around it, in the letters of the simplest keyboard."""
    plain = unicodedata.normalize("NFC", text).casefold().strip(AROUND)
    return "".join(plain.split()).translate(FOLDED)
