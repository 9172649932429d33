"""More seats, fewer seats, no event at all; questions before it."""

import pytest
from django.utils import timezone

from gamification import signals
from gamification.events import hosting
from gamification.events.models import Event
from gamification.events.services import NotOpenError
from gamification.members.services import leave
from tests.gamification.events.conftest import begin, heard, taken_by
from tests.gamification.factories import EventFactory, MemberFactory


def seats(event, number):
    event = Event.objects.get(pk=event.pk)
    event.seats = number
    return hosting.save_event(event=event)


def numbers(event):
    return list(event.registrations.order_by("asked_at", "pk").values_list("number", flat=True))


def test_more_seats_bring_up_who_waits_in_the_order_of_asking(event, request):
    waiting = taken_by(event, 5)[2:]
    told = heard(signals.registration_confirmed, request)
    seats(event, 4)
    assert numbers(event) == [1, 2, 3, 4, None]
    assert [fact["registration"] for fact in told] == waiting[:2]


def test_without_a_limit_all_who_waited_have_a_seat(event):
    taken_by(event, 4)
    seats(event, None)
    assert numbers(event) == [1, 2, 3, 4]


def test_fewer_seats_than_are_taken_are_refused(event):
    taken_by(event, 2)
    with pytest.raises(hosting.TooFewSeatsError) as refusal:
        seats(event, 1)
    assert refusal.value.taken == 2
    event.refresh_from_db()
    assert event.seats == 2


def test_fewer_seats_that_suffice_keep_everybody_within_them(db):
    event = EventFactory(seats=5)
    taken = taken_by(event, 5)
    event.registrations.filter(pk__in=[taken[0].pk, taken[2].pk]).delete()
    seats(event, 3)
    assert numbers(event) == [2, 1, 3]


def test_a_form_that_was_open_meanwhile_does_not_bring_back_what_was_cancelled(event):
    stale = Event.objects.get(pk=event.pk)
    hosting.cancel_event(event=event)
    assert hosting.save_event(event=stale).cancelled_at


def test_a_cancelled_event_is_told_once_and_gives_no_more_seats(event, request):
    taken_by(event, 3)
    told = heard(signals.event_cancelled, request)
    hosting.cancel_event(event=event)
    hosting.cancel_event(event=event)
    seats(event, 5)
    assert len(told) == 1
    assert numbers(event) == [1, 2, None]


def test_what_has_begun_cannot_be_cancelled(event):
    with pytest.raises(NotOpenError):
        hosting.cancel_event(event=begin(event))


def test_who_leaves_the_club_leaves_her_coming_seats_and_keeps_the_past_ones(event):
    first, _second, third = taken_by(event, 3)
    was = EventFactory()
    taken_by(was, 1)
    was.registrations.update(member=first.member)
    begin(was)
    leave(member=first.member)
    third.refresh_from_db()
    assert third.number == 1
    assert list(first.member.registrations.values_list("event", flat=True)) == [was.pk]


def test_a_question_sent_twice_is_one_question(event, member):
    for _ in range(2):
        hosting.ask_question(event=event, member=member, text="Бюджет?")
    assert event.questions.count() == 1


def test_one_member_asks_five_questions_and_leaves_room_for_others(event, member):
    for number in range(5):
        hosting.ask_question(event=event, member=member, text=f"{number}?")
    with pytest.raises(hosting.TooManyQuestionsError):
        hosting.ask_question(event=event, member=member, text="6?")
    hosting.ask_question(event=event, member=MemberFactory(), text="6?")


def test_questions_are_taken_until_the_event_begins(event, member):
    with pytest.raises(NotOpenError):
        hosting.ask_question(event=begin(event), member=member, text="?")


def test_hosts_tick_what_was_answered_and_may_take_it_back(event, member):
    first, second = (hosting.ask_question(event=event, member=member, text=text) for text in "ab")
    other = hosting.ask_question(event=EventFactory(), member=member, text="c")
    hosting.mark_answered(event=event, answered=[first.pk, other.pk])
    answered_at = event.questions.get(pk=first.pk).answered_at
    hosting.mark_answered(event=event, answered=[first.pk, second.pk])
    assert event.questions.get(pk=first.pk).answered_at == answered_at <= timezone.now()
    hosting.mark_answered(event=event, answered=[second.pk])
    assert [q.answered_at is None for q in event.questions.order_by("pk")] == [True, False]
    other.refresh_from_db()
    assert other.answered_at is None
