"""Days and hours that can be voted for: `slot:3:18:30` is Thursday, half past six (Monday is 0)."""

from datetime import time

from django.utils.dates import WEEKDAYS

SLOT = "slot:"


def slot_subject(weekday: int, at: time) -> str:
    """How a choice names a day and hour."""
    return f"{SLOT}{weekday}:{at:%H:%M}"


def slot_label(subject: str) -> str:
    """Day and hour in the language of the reader."""
    weekday, at = subject.removeprefix(SLOT).split(":", 1)
    return f"{WEEKDAYS[int(weekday)]}, {at}"
