"""Parse ids of rows as they come in requests."""

from collections.abc import Iterable

MAX_DIGITS = 18  # digits that a column for numbers holds, whatever they are


def parse_id(typed: str | None) -> int | None:
    """Return the id as a number, or None for what no row can have."""
    text = typed or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None


def parse_ids(typed: Iterable[str]) -> list[int]:
    """Return the ids among the values, and leave out all else."""
    return [number for number in map(parse_id, typed) if number is not None]
