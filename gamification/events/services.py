"""Changes of who sits where: sign up, give up, and what follows when seats are more or fewer; who attended."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gamification import signals
from gamification.events.models import Event, Registration
from gamification.members.models import Member


class NotOpenError(Exception):
    """Too late or too early: the event has begun, was cancelled, or has not begun yet."""


class TaskGivenError(Exception):
    """Who got her practical task after the event cannot be said to have stayed away; `seats` are theirs."""

    def __init__(self, registrations: list[Registration]) -> None:
        super().__init__(registrations)
        self.registrations = registrations


@transaction.atomic
def sign_up(*, event: Event, member: Member) -> Registration:
    """A seat, or a place at the end of the waiting list (then without a number). Asked again: the same.

    Raises NotOpenError once the event has begun or was cancelled, and for who has left the club.
    """
    held = Member.objects.select_for_update(no_key=True).get(pk=member.pk)  # the member first, then the event
    event = lock_event(event)
    if held.left_at or not is_open(event):
        raise NotOpenError
    registration, _new = Registration.objects.get_or_create(event=event, member=member)
    promote_waitlist(event)
    registration.refresh_from_db()
    return registration


@transaction.atomic
def cancel_registration(*, event: Event, member: Member) -> None:
    """Leave the seat or the waiting list; the first who waits moves up. Raises NotOpenError once it has begun."""
    event = lock_event(event)
    if event.starts_at <= timezone.now():
        raise NotOpenError
    Registration.objects.filter(event=event, member=member).delete()
    if not event.cancelled_at:
        promote_waitlist(event)


def renew_calendar(*, member: Member) -> None:
    """End the address of a member's own calendar, whoever else has it, and let a new one hold from now on."""
    Member.objects.filter(pk=member.pk).update(calendar_renewals=F("calendar_renewals") + 1)


@transaction.atomic
def mark_attendance(*, event: Event, attended: Iterable[int], by: Any) -> list[Registration]:
    """Say for every seat whether its member was there: `attended` are the ids of the seats of who was.

    Ids of other events' seats have no effect. Returns the seats that are newly marked: each is announced once.
    Raises NotOpenError before the event begins and when it was cancelled, TaskGivenError when somebody who has
    her task would be unmarked.
    """
    event = lock_event(event)
    if event.cancelled_at or event.starts_at > timezone.now():
        raise NotOpenError
    there = set(attended)
    seats = list(event.registrations.exclude(number=None).select_related("member"))
    if kept := [
        registration
        for registration in seats
        if registration.attended and registration.has_task and registration.pk not in there
    ]:
        raise TaskGivenError(kept)
    changed = [registration for registration in seats if registration.attended is not (registration.pk in there)]
    new = [registration for registration in changed if registration.pk in there]
    for registration in changed:
        registration.attended, registration.marked_by = registration.pk in there, by
    Registration.objects.bulk_update(changed, ["attended", "marked_by"])
    for registration in new:
        signals.event_attended.send(Registration, registration=registration)
    return new


def lock_event(event: Event) -> Event:
    """The event as it is now. Whoever gives, takes or counts its seats holds this lock until the end."""
    return Event.objects.select_for_update().get(pk=event.pk)


def is_open(event: Event) -> bool:
    """Can one still sign up and ask?"""
    return not event.cancelled_at and event.starts_at > timezone.now()


def promote_waitlist(event: Event) -> None:
    """Give the free seats to who waits, first come first served; under the lock of the event."""
    waiting = event.registrations.filter(number=None).order_by("asked_at", "pk").select_related("member")
    for registration, number in zip(waiting, free_seat_numbers(event), strict=False):
        registration.number = number
        registration.save(update_fields=["number"])
        signals.registration_confirmed.send(Registration, registration=registration)


def free_seat_numbers(event: Event) -> Iterator[int]:
    """Numbers that nobody has, smallest first, never above the seats that there are; under the lock of the event."""
    numbers = event.registrations.exclude(number=None).values_list("number", flat=True)
    if event.seats is None:
        return count((numbers.order_by("-number").first() or 0) + 1)
    taken = set(numbers)
    return (number for number in range(1, event.seats + 1) if number not in taken)
