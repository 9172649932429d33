"""Numbers as people type them."""

from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 30


def parse_decimal(typed: Any) -> Decimal | None:
    """The number meant by "8.9", "8,9", "1 200", "−3" or "30 %"; None when it is none."""
    if isinstance(typed, bool) or typed is None:
        return None
    text = "".join(str(typed).split()).removesuffix("%").replace(",", ".").replace("−", "-")
    if len(text) > LONGEST or not set(text) <= set("0123456789.-+"):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
