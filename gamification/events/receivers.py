"""What follows from facts of lower rooms: a vote on a slot makes talks, who leaves the club leaves her seats."""

from contextlib import suppress
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from gamification.events.models import Event, Registration, TeaTalks
from gamification.events.services import NotOpenError, cancel_registration
from gamification.events.tea_talks import make_talks
from gamification.members.models import Member
from gamification.polls.models import Poll
from gamification.signals import member_left, poll_closed, task_given


@receiver(poll_closed)
def make_tea_talks(poll: Poll, **_facts: Any) -> None:
    """Of the series whose day and hour was voted on, if any."""
    for series in TeaTalks.objects.filter(poll=poll):
        make_talks(series=series)


@receiver(task_given)
def settle_attendance(given: Any, **_facts: Any) -> None:
    """That they attended is not taken back from somebody who got a task of the event."""
    Registration.objects.filter(event=given.task.event_id, member=given.member_id).update(has_task=True)


@receiver(member_left)
def free_her_seats(member: Member, **_facts: Any) -> None:
    """At what has not begun yet; always in the same order, so that two who leave do not wait for each other."""
    for event in Event.objects.filter(registrations__member=member, starts_at__gt=timezone.now()).order_by("pk"):
        with suppress(NotOpenError):  # it has begun this very moment: then she keeps the seat
            cancel_registration(event=event, member=member)
