"""Practical tasks: given to who attended, once."""

from datetime import date

import pytest

from gamification import signals
from gamification.events.models import Registration
from gamification.members.services import leave
from gamification.mentors.models import GivenTask
from gamification.mentors.queries import tasks_of
from gamification.mentors.services import give_task, give_to_attended
from tests.gamification.factories import EventFactory, MemberFactory
from tests.gamification.mentors.factories import PracticalTaskFactory

pytestmark = pytest.mark.django_db


def registration(event, **more):
    return Registration.objects.create(
        event=event, member=MemberFactory(), **{"number": event.registrations.count() + 1, **more}
    )


def test_who_attended_gets_the_tasks_of_the_event():
    event = EventFactory()
    PracticalTaskFactory(event=event, months=3)
    PracticalTaskFactory(event=event, months=6)
    PracticalTaskFactory()
    there = registration(event, attended=True)
    signals.event_attended.send(Registration, registration=there)
    signals.event_attended.send(Registration, registration=there)
    assert GivenTask.objects.filter(member=there.member).count() == 2


def test_who_has_left_the_club_gets_none():
    event = PracticalTaskFactory().event
    there = registration(event, attended=True)
    there.member = leave(member=there.member)
    signals.event_attended.send(Registration, registration=there)
    assert not GivenTask.objects.exists()


def test_a_task_is_due_so_many_months_later_and_given_once():
    task, member = PracticalTaskFactory(months=3), MemberFactory()
    first = give_task(task=task, member=member, on=date(2026, 11, 30))
    again = give_task(task=task, member=member, on=date(2026, 12, 30))
    assert (first.pk, first.due_on) == (again.pk, date(2027, 2, 28))


def test_a_task_written_later_goes_to_all_who_attended():
    event = EventFactory()
    there, absent = registration(event, attended=True), registration(event, attended=False)
    task = PracticalTaskFactory(event=event)
    assert give_to_attended(task=task) == 1
    assert GivenTask.objects.get().member == there.member
    assert absent.member.tasks.count() == 0


def test_open_tasks_come_first_the_nearest_before_the_others():
    member = MemberFactory()
    later = give_task(task=PracticalTaskFactory(months=6), member=member)
    soon = give_task(task=PracticalTaskFactory(months=3), member=member)
    done = give_task(task=PracticalTaskFactory(), member=member)
    GivenTask.objects.filter(pk=done.pk).update(done_on=date(2026, 1, 1))
    assert list(tasks_of(member)) == [soon, later, done]
