"""Seats as one gives them at first: count, then insert."""

import time
from typing import Any

from gamification.events.models import Event, Seat
from tests.proofs.naive.quizzes import PAUSE


def sign_up(*, event: Event, member: Any) -> Seat:
    """A seat while fewer are taken than there are."""
    taken = Seat.objects.filter(event=event).exclude(number=None).count()
    time.sleep(PAUSE)
    number = taken + 1 if taken < (event.seats or 0) else None
    return Seat.objects.get_or_create(event=event, member=member, defaults={"number": number})[0]


def give_up(*, event: Event, member: Any) -> None:
    """The seat goes to the first who waits."""
    mine = Seat.objects.filter(event=event, member=member).first()
    first = Seat.objects.filter(event=event, number=None).order_by("asked_at").first()
    time.sleep(PAUSE)
    if mine:
        mine.delete()
    if mine and mine.number and first:
        first.number = mine.number
        first.save()
