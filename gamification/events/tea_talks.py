"""Tea talks: the members vote for a day and an hour, and the winner makes one talk a week.

The tie rule: of slots with equally many votes the one that comes first in the week wins, Monday's morning first.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gamification.events.kinds import series_kind
from gamification.events.models import Event, TeaTalks
from gamification.polls.models import Poll
from gamification.polls.queries import results

SUBJECT = re.compile(r"slot:([0-6]):([01]\d|2[0-3]):([0-5]\d)")
WEEK = timedelta(days=7)


class Slot(NamedTuple):
    """A day of the week (0 is Monday) and a time of the day. Slots are ordered as they come in a week."""

    weekday: int
    at: time


class SeriesState(TextChoices):
    """How far a series is, and why it has no talks."""

    MADE = "made", _("The talks are in the calendar.")
    OPEN = "open", _("The vote is not over yet.")
    FEW = "few", _("Too few members voted, so there is no result and no talk was made. Hold another vote.")
    NO_SLOT = "no-slot", _("The winner of the vote is not a day and hour, so no talk was made.")
    NO_WEEK = "no-week", _("Between the two dates there is no such day any more, so no talk was made.")


def parse_slot(subject: str) -> Slot | None:
    """The slot that a choice stands for: `slot:2:18:30` is Wednesday, half past six."""
    found = SUBJECT.fullmatch(subject)
    return Slot(int(found[1]), time(int(found[2]), int(found[3]))) if found else None


def winning_slot(poll: Poll) -> Slot | SeriesState:
    """The slot that won, or why there is none."""
    if poll.closed_at is None:
        return SeriesState.OPEN
    with_counts = results(poll)
    if with_counts is None:
        return SeriesState.FEW
    slots = [slot for result in with_counts if result.place == 1 and (slot := parse_slot(result.choice.subject))]
    return min(slots) if slots else SeriesState.NO_SLOT


def start_times(series: TeaTalks, slot: Slot, now: datetime) -> Iterator[datetime]:
    """When the talks begin: the same hour by the clocks of the zone, every week between the two dates, from now on."""
    zone = ZoneInfo(series.zone)
    day: date = series.first_on + timedelta(days=(slot.weekday - series.first_on.weekday()) % 7)
    while day <= series.last_on:
        start = datetime.combine(day, slot.at, zone).astimezone(UTC)
        if start > now:
            yield start
        day += WEEK


def series_state(series: TeaTalks) -> SeriesState:
    """What the hosts are told of the series."""
    if series.events.exists():
        return SeriesState.MADE
    found = winning_slot(series.poll)
    return found if isinstance(found, SeriesState) else SeriesState.NO_WEEK


@transaction.atomic
def make_talks(*, series: TeaTalks) -> list[Event]:
    """Make the talks of a series once its vote is closed. Repeats safely: a series that has talks gets no others,
    also when hosts have moved or cancelled some of them.
    """
    series = TeaTalks.objects.select_for_update().get(pk=series.pk)
    slot = winning_slot(series.poll)
    if isinstance(slot, SeriesState) or series.events.exists():
        return []
    return Event.objects.bulk_create(_talk(series, start) for start in start_times(series, slot, timezone.now()))


def _talk(series: TeaTalks, start: datetime) -> Event:
    return Event(
        tea_talks=series,
        kind=series_kind(),
        title=series.title,
        language=series.language,
        starts_at=start,
        ends_at=start + timedelta(minutes=series.minutes),
        zone=series.zone,
        link=series.link,
    )
