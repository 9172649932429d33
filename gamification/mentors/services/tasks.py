"""Practical tasks: who attended an event gets what is to be done at home."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gamification import signals
from gamification.events.models import Registration
from gamification.events.services import lock_event
from gamification.members.models import Member
from gamification.mentors.dates import add_months
from gamification.mentors.models import GivenTask, PracticalTask


@transaction.atomic
def give_task(*, task: PracticalTask, member: Member, on: date | None = None) -> GivenTask:
    """Put a task into a member's hands, due so many months later. Repeats safely: the first day stays."""
    given_on = on or timezone.localdate()
    due_on = add_months(given_on, task.months)
    given, new = GivenTask.objects.get_or_create(
        task=task, member=member, defaults={"given_on": given_on, "due_on": due_on}
    )
    if new:
        signals.task_given.send(GivenTask, given=given)
    return given


@transaction.atomic
def save_task(*, task: PracticalTask) -> PracticalTask:
    """Keep what an administrator wrote; a new one goes at once to all who attended its event already. The same form
    sent twice makes one task.
    """
    new = task.pk is None
    if new and (same := _written_already(task)):
        return same
    task.save()
    if new:
        give_to_attended(task=task)
    return task


def _written_already(task: PracticalTask) -> PracticalTask | None:
    """The task of the event that says the same; asked under the lock of the event."""
    lock_event(task.event)
    facts = {name: getattr(task, name) for name in ("language", "months", "title", "text")}
    return PracticalTask.objects.filter(event=task.event_id, **facts).first()


@transaction.atomic
def give_to_attended(*, task: PracticalTask) -> int:
    """Give a task, written after its event, to all who attended and are members still; how many they were."""
    seats = Registration.objects.filter(event=task.event_id, attended=True, member__left_at=None).select_related(
        "member"
    )
    for registration in seats.order_by("member"):
        give_task(task=task, member=registration.member)
    return len(seats)
