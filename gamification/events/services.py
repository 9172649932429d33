"""Changes of who sits where: sign up, give up, and what follows when seats are more or fewer; who attended."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gamification import signals
from gamification.events.models import Event, Seat
from gamification.members.models import Member


class NotOpenError(Exception):
    """Too late or too early: the event has begun, was cancelled, or has not begun yet."""


class TaskGivenError(Exception):
    """Who got her practical task after the event cannot be said to have stayed away; `seats` are theirs."""

    def __init__(self, seats: list[Seat]) -> None:
        super().__init__(seats)
        self.seats = seats


@transaction.atomic
def sign_up(*, event: Event, member: Member) -> Seat:
    """A seat, or a place at the end of the waiting list (then without a number). Asked again: the same.

    Raises NotOpenError once the event has begun or was cancelled, and for who has left the club.
    """
    held = Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # the member first, then the event
    event = locked(event)
    if held.left_at or not is_open(event):
        raise NotOpenError
    seat, _new = Seat.objects.get_or_create(event=event, member=member)
    move_up(event)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def give_up(*, event: Event, member: Member) -> None:
    """Leave the seat or the waiting list; the first who waits moves up. Raises NotOpenError once it has begun."""
    event = locked(event)
    if event.starts_at <= timezone.now():
        raise NotOpenError
    Seat.objects.filter(event=event, member=member).delete()
    if not event.cancelled_at:
        move_up(event)


def renew_calendar(*, member: Member) -> None:
    """End the address of a member's own calendar, whoever else has it, and let a new one hold from now on."""
    Member.objects.filter(pk=member.pk).update(calendar_renewals=F("calendar_renewals") + 1)


@transaction.atomic
def mark_attendance(*, event: Event, attended: Iterable[int], by: Any) -> list[Seat]:
    """Say for every seat whether its member was there: `attended` are the ids of the seats of who was.

    Ids of other events' seats have no effect. Returns the seats that are newly marked: each is announced once.
    Raises NotOpenError before the event begins and when it was cancelled, TaskGivenError when somebody who has
    her task would be unmarked.
    """
    event = locked(event)
    if event.cancelled_at or event.starts_at > timezone.now():
        raise NotOpenError
    there = set(attended)
    seats = list(event.taken.exclude(number=None).select_related("member"))
    if kept := [seat for seat in seats if seat.attended and seat.has_task and seat.pk not in there]:
        raise TaskGivenError(kept)
    changed = [seat for seat in seats if seat.attended is not (seat.pk in there)]
    new = [seat for seat in changed if seat.pk in there]
    for seat in changed:
        seat.attended, seat.marked_by = seat.pk in there, by
    Seat.objects.bulk_update(changed, ["attended", "marked_by"])
    for seat in new:
        signals.event_attended.send(Seat, seat=seat)
    return new


def locked(event: Event) -> Event:
    """The event as it is now. Whoever gives, takes or counts its seats holds this lock until the end."""
    return Event.objects.select_for_update().get(pk=event.pk)


def is_open(event: Event) -> bool:
    """Can one still sign up and ask?"""
    return not event.cancelled_at and event.starts_at > timezone.now()


def move_up(event: Event) -> None:
    """Give the free seats to who waits, first come first served; under the lock of the event."""
    waiting = event.taken.filter(number=None).order_by("asked_at", "pk").select_related("member")
    for seat, number in zip(waiting, free_numbers(event), strict=False):
        seat.number = number
        seat.save(update_fields=["number"])
        signals.seat_given.send(Seat, seat=seat)


def free_numbers(event: Event) -> Iterator[int]:
    """Numbers that nobody has, smallest first, never above the seats that there are; under the lock of the event."""
    numbers = event.taken.exclude(number=None).values_list("number", flat=True)
    if event.seats is None:
        return count((numbers.order_by("-number").first() or 0) + 1)
    taken = set(numbers)
    return (number for number in range(1, event.seats + 1) if number not in taken)
