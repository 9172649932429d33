"""Calendars that phones read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from gamification.events import calendar, hosting, queries
from gamification.events.models import Event
from gamification.events.services import sign_up
from gamification.members.services import leave
from tests.gamification.events.conftest import begin, taken_by
from tests.gamification.factories import EventFactory, MemberFactory

LINK = "https://meet.example.org/lecture"


def read(client, name="events-calendar", args=(), **asked):
    """The raw bytes, unfolded, and the components by title."""
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    return answer.content.replace(b"\r\n ", b"").decode(), found


def test_the_public_calendar_has_titles_and_times_and_nothing_else(client, event):
    Event.objects.update(place="Кочкор", prepare="Бюджет")
    text, found = read(client)
    one = found[event.title]
    assert one["DTSTART"].dt == event.starts_at.replace(microsecond=0)
    assert one["DTSTART"].dt.utcoffset() == timedelta(0)
    assert one["DTEND"].dt == event.ends_at.replace(microsecond=0)
    for secret in (LINK, "Кочкор", "Бюджетти"):
        assert secret not in text


def test_her_own_calendar_has_her_seats_with_their_links_and_needs_no_session(client, event, member):
    taken_by(full := EventFactory(seats=1), 1)
    sign_up(event=full, member=member)
    EventFactory(title="Башка")
    sign_up(event=event, member=member)
    text, found = read(client, t=calendar.calendar_token(member))
    assert list(found) == [event.title]
    assert LINK in text


def test_her_calendar_shows_nothing_of_anothers_seats(client, event, member):
    taken_by(event, 2)
    assert read(client, t=calendar.calendar_token(member))[1] == {}


@pytest.mark.parametrize("forge", [lambda t: t[:-1] + "x", lambda t: "9" + t, lambda _t: "", lambda _t: "1:a"])
def test_a_token_that_is_not_ours_opens_nothing(client, member, forge):
    asked = {"t": forge(calendar.calendar_token(member))}
    assert client.get(reverse("events-calendar"), asked).status_code == 404


def test_who_has_left_the_club_has_no_calendar(client, member):
    token = calendar.calendar_token(member)
    leave(member=member)
    assert client.get(reverse("events-calendar"), {"t": token}).status_code == 404


def test_one_event_has_the_link_for_who_has_a_seat_alone(client, event):
    [registration] = taken_by(event, 1)
    assert LINK not in read(client, "event-calendar", [event.pk])[0]
    client.force_login(MemberFactory().person)
    assert LINK not in read(client, "event-calendar", [event.pk])[0]
    client.force_login(registration.member.person)
    assert LINK in read(client, "event-calendar", [event.pk])[0]


def test_a_link_that_is_given_to_everybody_is_found(client, event, monkeypatch):
    """The planted fault: a gate that is open."""
    monkeypatch.setattr(queries, "may_see_link", lambda _event, _seat: True)
    with pytest.raises(AssertionError):
        test_one_event_has_the_link_for_who_has_a_seat_alone(client, event)


def test_an_event_keeps_its_uid_and_each_change_raises_its_sequence(client, event):
    before = read(client)[1][event.title]
    Event.objects.update(changed_at=timezone.now() - timedelta(minutes=1))
    early = read(client)[1][event.title]
    event.starts_at += timedelta(hours=-1)
    hosting.save_event(event=event)
    after = read(client)[1][event.title]
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > early["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > early["LAST-MODIFIED"].dt
    assert after["DTSTART"].dt < before["DTSTART"].dt


def test_uids_are_the_same_in_all_calendars_and_no_two_events_share_one(client, event, member):
    other = EventFactory()
    sign_up(event=event, member=member)
    public = read(client)[1]
    assert public[event.title]["UID"] != public[other.title]["UID"]
    assert read(client, t=calendar.calendar_token(member))[1][event.title]["UID"] == public[event.title]["UID"]
    assert read(client, "event-calendar", [event.pk])[1][event.title]["UID"] == public[event.title]["UID"]


def test_what_was_cancelled_says_so_where_it_was_taken_down_and_has_no_link(client, event, member):
    sign_up(event=event, member=member)
    hosting.cancel_event(event=event)
    text, found = read(client, t=calendar.calendar_token(member))
    assert found[event.title]["STATUS"] == "CANCELLED"
    assert LINK not in text
    assert read(client, "event-calendar", [event.pk])[1][event.title]["STATUS"] == "CANCELLED"


def test_what_is_over_is_in_no_calendar(client, event, member):
    sign_up(event=event, member=member)
    begin(event, hours=9)
    assert read(client)[1] == read(client, t=calendar.calendar_token(member))[1] == {}


def test_lines_are_folded_by_bytes_and_commas_and_lines_escaped(client, db):
    title = "Айыл өкмөтүнүн бюджети, аны ким, кантип жана качан түзөт; " * 3
    EventFactory(title=title.strip())
    raw = client.get(reverse("events-calendar")).content
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    for line in raw.split(b"\r\n"):
        line.decode()
    assert title.strip() in read(client)[1]


def test_the_hour_by_the_clock_of_the_event_stands_in_the_description(client, event):
    one = read(client)[1][event.title]
    assert "UTC+6" in str(one["DESCRIPTION"])
    assert one["DTSTAMP"].dt.utcoffset() == timedelta(0)


def test_a_calendar_costs_the_same_for_one_event_and_for_many(client, event, member, django_assert_num_queries):
    token = calendar.calendar_token(member)
    for _ in range(2):
        sign_up(event=event, member=member)
        with django_assert_num_queries(1):
            read(client)
        with django_assert_num_queries(2):
            read(client, t=token)
        for event in EventFactory.create_batch(30):
            sign_up(event=event, member=member)


def test_a_renewed_address_ends_the_old_one_and_no_other_persons(client, member):
    other = MemberFactory()
    old, others = calendar.calendar_token(member), calendar.calendar_token(other)
    client.force_login(member.person)
    answer = client.post(reverse("calendar-renew"), follow=True)
    assert answer.redirect_chain == [(reverse("events"), 302)]
    member.refresh_from_db()
    assert client.get(reverse("events-calendar"), {"t": old}).status_code == 404
    assert calendar.member_for_token(calendar.calendar_token(member)) == member
    assert calendar.member_for_token(others) == other
    assert calendar.calendar_token(member).replace(":", "%3A") in answer.content.decode()


def test_a_changed_password_ends_the_address(client, member):
    token = calendar.calendar_token(member)
    assert calendar.member_for_token(token) == member
    member.person.set_password("another one, and longer")
    member.person.save()
    assert client.get(reverse("events-calendar"), {"t": token}).status_code == 404


@pytest.mark.parametrize("token", ["9" * 40 + ":x", "²:x", "-1:x", ":", "1\x00:x"])
def test_odd_tokens_ask_the_database_nothing(db, token, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert calendar.member_for_token(token) is None
