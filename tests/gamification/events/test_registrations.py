"""Who gets a seat, who waits, who moves up."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from gamification import signals
from gamification.events import queries, services
from gamification.events.models import Event, Registration
from tests.gamification.events.conftest import begin, heard, taken_by
from tests.gamification.factories import EventFactory, MemberFactory


def numbers(event):
    return list(event.registrations.order_by("asked_at", "pk").values_list("number", flat=True))


def test_seats_are_numbered_from_one_and_who_comes_late_waits(event):
    taken_by(event, 4)
    assert numbers(event) == [1, 2, None, None]


def test_without_a_limit_nobody_waits(db):
    event = EventFactory(seats=None)
    taken_by(event, 5)
    assert numbers(event) == [1, 2, 3, 4, 5]


def test_asking_twice_gives_the_same_seat(event, member):
    first = services.sign_up(event=event, member=member)
    assert services.sign_up(event=event, member=member) == first
    assert Registration.objects.count() == 1


def test_the_first_who_waits_gets_the_seat_that_was_left(event, request):
    seats = taken_by(event, 4)
    told = heard(signals.registration_confirmed, request)
    services.cancel_registration(event=event, member=seats[0].member)
    assert numbers(event) == [2, 1, None]
    assert [fact["registration"].member for fact in told] == [seats[2].member]


def test_who_leaves_the_waiting_list_takes_nobodys_seat(event):
    seats = taken_by(event, 4)
    services.cancel_registration(event=event, member=seats[2].member)
    assert numbers(event) == [1, 2, None]
    assert queries.waitlist_position(seats[3]) == 1


def test_leaving_what_one_never_joined_changes_nothing(event, member):
    taken_by(event, 3)
    services.cancel_registration(event=event, member=member)
    assert numbers(event) == [1, 2, None]


def test_who_comes_back_stands_at_the_end_of_the_line(event):
    seats = taken_by(event, 3)
    services.cancel_registration(event=event, member=seats[0].member)
    services.sign_up(event=event, member=seats[0].member)
    assert queries.waitlist_position(Registration.objects.get(member=seats[0].member)) == 1
    assert Registration.objects.get(member=seats[2].member).number == 1


def test_each_given_seat_is_announced_once(event, request):
    told = heard(signals.registration_confirmed, request)
    seats = taken_by(event, 3)
    services.sign_up(event=event, member=seats[0].member)
    assert [fact["registration"].member for fact in told] == [seats[0].member, seats[1].member]


def test_after_the_start_nobody_signs_up_and_nobody_leaves(event, member):
    [registration] = taken_by(event, 1)
    begin(event)
    with pytest.raises(services.NotOpenError):
        services.sign_up(event=event, member=member)
    with pytest.raises(services.NotOpenError):
        services.cancel_registration(event=event, member=registration.member)
    assert numbers(event) == [1]


def test_the_start_that_counts_is_the_stored_one_not_the_one_in_the_hand(event, member):
    stale = Event.objects.get(pk=event.pk)
    begin(event)
    with pytest.raises(services.NotOpenError):
        services.sign_up(event=stale, member=member)


def test_a_cancelled_event_takes_nobody_but_lets_leave(event, member):
    seats = taken_by(event, 3)
    Event.objects.update(cancelled_at=timezone.now())
    with pytest.raises(services.NotOpenError):
        services.sign_up(event=event, member=member)
    services.cancel_registration(event=event, member=seats[0].member)
    assert numbers(event) == [2, None]


def test_who_has_left_the_club_gets_no_seat(event):
    with pytest.raises(services.NotOpenError):
        services.sign_up(event=event, member=MemberFactory(left_at=timezone.now() + timedelta(days=1)))


def test_lists_tell_how_many_seats_are_left(event, django_assert_num_queries):
    taken_by(event, 3)
    EventFactory(seats=None)
    with django_assert_num_queries(1):
        rows = [(found.seated, found.waiting, found.seats_left) for found in queries.with_counts(queries.upcoming())]
    assert rows == [(2, 1, 0), (0, 0, None)]


def test_a_number_given_twice_is_refused_by_the_database(event):
    taken_by(event, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(event=event, member=MemberFactory(), number=1)


def test_a_seat_beyond_the_last_is_found(event, monkeypatch):
    """The planted fault: whoever asks gets the next number."""
    monkeypatch.setattr(
        services, "free_seat_numbers", lambda asked: count(asked.registrations.exclude(number=None).count() + 1)
    )
    with pytest.raises(AssertionError):
        test_seats_are_numbered_from_one_and_who_comes_late_waits(event)
