"""The clock of a test: set it to a moment, and everything that asks Django for the time gets that one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BISHKEK = ZoneInfo("Asia/Bishkek")


def set_clock(monkeypatch, *moment: int) -> datetime:
    """Set the clock to a moment by the clock of Bishkek: year, month, day, hour, minute."""
    now = datetime(*moment, tzinfo=BISHKEK)  # type: ignore[misc,arg-type]
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now
