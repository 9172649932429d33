"""Seats as one gives them at first: count, then insert."""

import time
from typing import Any

from gamification.events.models import Event, Registration
from tests.proofs.naive.quizzes import PAUSE


def sign_up(*, event: Event, member: Any) -> Registration:
    """A seat while fewer are taken than there are."""
    taken = Registration.objects.filter(event=event).exclude(number=None).count()
    time.sleep(PAUSE)
    number = taken + 1 if taken < (event.seats or 0) else None
    return Registration.objects.get_or_create(event=event, member=member, defaults={"number": number})[0]


def cancel_registration(*, event: Event, member: Any) -> None:
    """The seat goes to the first who waits."""
    mine = Registration.objects.filter(event=event, member=member).first()
    first = Registration.objects.filter(event=event, number=None).order_by("asked_at").first()
    time.sleep(PAUSE)
    if mine:
        mine.delete()
    if mine and mine.number and first:
        first.number = mine.number
        first.save()
