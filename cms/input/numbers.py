"""Numbers of rows as they come from outside."""

from collections.abc import Iterable

LONGEST = 18  # digits that a column for numbers holds, whatever they are


def row_number(typed: str | None) -> int | None:
    """The number of a row; None for what no row can have."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def row_numbers(typed: Iterable[str]) -> list[int]:
    """The numbers among what was typed; all else has no effect."""
    return [number for number in map(row_number, typed) if number is not None]
