"""Who was there."""

import pytest

from gamification import signals
from gamification.events import services
from gamification.mentors.models import PracticalTask
from gamification.mentors.services import give_task
from tests.gamification.events.conftest import begin, heard, taken_by
from tests.gamification.factories import EventFactory, club_administrator


@pytest.fixture
def host(db):
    return club_administrator()


def mark(event, seats, host):
    return services.mark_attendance(event=event, attended=[registration.pk for registration in seats], by=host)


def test_who_was_ticked_was_there_and_the_others_were_not(event, host):
    seats = taken_by(event, 3)
    mark(begin(event), seats[:1], host)
    assert list(event.registrations.order_by("pk").values_list("attended", flat=True)) == [True, False, None]


def test_each_attendance_is_announced_once(event, host, request):
    seats = taken_by(event, 2)
    told = heard(signals.event_attended, request)
    mark(begin(event), seats[:1], host)
    mark(event, seats, host)
    mark(event, seats, host)
    assert [fact["registration"] for fact in told] == seats


def test_a_tick_can_be_taken_back_while_nothing_followed(event, host):
    seats = taken_by(event, 2)
    mark(begin(event), seats, host)
    mark(event, seats[:1], host)
    seats[1].refresh_from_db()
    assert (seats[1].attended, seats[1].marked_by) == (False, host)


def test_a_tick_stays_once_her_task_was_given(event, host):
    seats = taken_by(event, 2)
    mark(begin(event), seats, host)
    task = PracticalTask.objects.create(event=event, title="Бюджет", text="Окуу", language="ky")
    give_task(task=task, member=seats[1].member)
    with pytest.raises(services.TaskGivenError) as refusal:
        mark(event, [], host)
    assert refusal.value.registrations == [seats[1]]
    assert event.registrations.filter(attended=True).count() == 2


def test_seats_of_other_events_and_of_who_waits_are_not_marked(event, host):
    waiting = taken_by(event, 3)[2]
    [other] = taken_by(EventFactory(), 1)
    assert mark(begin(event), [waiting, other], host) == []
    assert not other.__class__.objects.filter(attended=True).exists()


def test_nobody_attended_what_has_not_begun(event, host):
    seats = taken_by(event, 1)
    with pytest.raises(services.NotOpenError):
        mark(event, seats, host)
