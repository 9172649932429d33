"""What all parts of the year share: its texts, its calendar, and what has been made so far."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from gamification.events.models import Event
from gamification.members.models import Member, Topic
from gamification.mentors.models import GivenTask, PracticalTask
from gamification.practices.models import Practice
from gamification.stars.models import Season
from lms.accounts.models import User

CLUB = Path(__file__).resolve().parents[1] / "club"
ZONE = ZoneInfo("Asia/Bishkek")


@lru_cache
def texts(name: str) -> Any:
    """A file of the club's folder."""
    return yaml.safe_load((CLUB / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass
class Year:
    """The year as it is being made. Days are counted from `today`: below zero they have been."""

    today: date
    administrator: User
    topics: dict[str, Topic] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    seasons: dict[str, Season] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    tasks: dict[str, PracticalTask] = field(default_factory=dict)
    practices: dict[str, Practice] = field(default_factory=dict)

    def on(self, day: int) -> date:
        """A day of the year."""
        return self.today + timedelta(days=day)

    def at(self, day: int, clock: str = "11:00") -> datetime:
        """A moment of the year, in Bishkek."""
        return datetime.combine(self.on(day), time.fromisoformat(clock), ZONE)

    def topics_of(self, entry: dict[str, Any]) -> list[Topic]:
        """The topics that an entry names."""
        return [self.topics[slug] for slug in entry.get("topics", ())]

    def joined_by(self, day: int) -> list[str]:
        """Who was a member on a day, in the order of joining."""
        return [key for key, entry in texts("members").items() if -entry["joined"] < day]

    def some(self, of: list[str], number: int, seed: str, first: list[str] | None = None) -> list[Member]:
        """So many of them, the same each time; those of `first` are always among them."""
        chosen = [key for key in first or [] if key in of]
        rest = [key for key in of if key not in chosen]
        Random(seed).shuffle(rest)  # noqa: S311
        return [self.members[key] for key in (chosen + rest)[:number]]

    def given(self, task: str, member: Member) -> GivenTask | None:
        """Return the task given to a member, or None."""
        return GivenTask.objects.filter(task=self.tasks[task], member=member).first()
