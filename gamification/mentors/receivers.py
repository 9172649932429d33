"""What follows here from facts of other rooms."""

from typing import Any

from django.dispatch import receiver

from gamification.events.models import Registration
from gamification.members.models import Member
from gamification.mentors.models import PracticalTask
from gamification.mentors.services import end_all, give_task
from gamification.signals import event_attended, member_left


@receiver(event_attended)
def give_tasks(registration: Registration, **_facts: Any) -> None:
    """Who attended gets the event's tasks; who has left the club since, none."""
    if registration.member.left_at is None:
        for task in PracticalTask.objects.filter(event=registration.event_id):
            give_task(task=task, member=registration.member)


@receiver(member_left)
def end_mentorships(member: Member, **_facts: Any) -> None:
    """Nobody waits for a mentor or a member who is not there."""
    end_all(member=member)
