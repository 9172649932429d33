"""The slot of tea talks is voted on, and the winner makes them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from gamification.events.models import Event, TeaTalks
from gamification.events.tea_talks import SeriesState, make_talks, parse_slot, series_state
from gamification.polls.models import Ballot, Poll
from gamification.polls.services import NewChoice, close, create_poll

BISHKEK = ZoneInfo("Asia/Bishkek")
LABELS = {"slot:2:18:30": "Wednesday 18:30", "slot:0:19:00": "Monday 19:00", "slot:0:09:00": "Monday 9:00"}


@pytest.fixture
def poll(db):
    now = timezone.now()
    return create_poll(
        kind=Poll.Kind.SLOT,
        title="Which day?",
        language="en",
        opens_at=now - timedelta(days=8),
        closes_at=now - timedelta(days=1),
        choices=[NewChoice(label, subject) for subject, label in LABELS.items()],
    )


@pytest.fixture
def series(poll):
    first = timezone.localdate() + timedelta(days=1)
    return TeaTalks.objects.create(
        poll=poll,
        title="Чай үстүндө",
        language="ky",
        zone="Asia/Bishkek",
        first_on=first,
        last_on=first + timedelta(days=27),
        link="https://meet.example.org/tea",
    )


def count(poll, **votes):
    """Close the poll with so many ballots for each choice, by its place."""
    for choice in poll.choices.all():
        for number in range(votes.get(f"c{choice.place}", 0)):
            Ballot.objects.create(poll=poll, choice=choice, receipt=f"{choice.pk}-{number}")
    close(poll=poll)


def test_the_winning_slot_makes_one_talk_a_week_by_the_clock_of_the_zone(poll, series):
    count(poll, c1=4, c2=2)
    talks = list(series.events.all())
    local = [talk.starts_at.astimezone(BISHKEK) for talk in talks]
    assert len(talks) == 4
    assert {(at.weekday(), at.hour, at.minute) for at in local} == {(2, 18, 30)}
    assert [at - local[0] for at in local] == [timedelta(weeks=week) for week in range(4)]
    assert all(series.first_on <= at.date() <= series.last_on for at in local)
    assert {talk.ends_at - talk.starts_at for talk in talks} == {timedelta(hours=1)}
    assert {(talk.kind, talk.link, talk.language) for talk in talks} == {("tea-talk", series.link, "ky")}
    assert series_state(series) == SeriesState.MADE


def test_the_hour_stays_where_clocks_are_changed(poll, series):
    TeaTalks.objects.update(zone="Europe/Berlin", first_on=date(2099, 10, 1), last_on=date(2099, 11, 15))
    count(poll, c1=5)
    berlin = ZoneInfo("Europe/Berlin")
    hours = {talk.starts_at.astimezone(berlin).strftime("%H:%M") for talk in Event.objects.all()}
    offsets = {talk.starts_at.astimezone(berlin).utcoffset() for talk in Event.objects.all()}
    assert (hours, len(offsets)) == ({"18:30"}, 2)


def test_of_slots_with_equal_votes_the_first_of_the_week_wins(poll, series):
    count(poll, c1=3, c2=3, c3=3)
    assert series.events.first().starts_at.astimezone(BISHKEK).strftime("%w %H:%M") == "1 09:00"


def test_fewer_than_five_votes_make_nothing_and_hosts_are_told_why(poll, series):
    assert series_state(series) == SeriesState.OPEN
    count(poll, c1=4)
    assert not series.events.exists()
    assert series_state(TeaTalks.objects.get()) == SeriesState.FEW


def test_repeating_makes_nothing_twice_also_when_a_talk_was_moved(poll, series):
    count(poll, c1=5)
    Event.objects.filter(pk=series.events.first().pk).update(starts_at=timezone.now())
    make_talks(series=series)
    assert series.events.count() == 4


def test_talks_that_would_be_over_are_not_made(poll, series):
    TeaTalks.objects.update(first_on="2020-01-01", last_on="2020-02-01")
    count(poll, c1=5)
    series.refresh_from_db()
    assert not series.events.exists()
    assert series_state(series) == SeriesState.NO_WEEK


def test_a_winner_that_is_no_slot_makes_nothing(poll, series):
    poll.choices.update(subject="")
    count(poll, c1=5)
    assert series_state(TeaTalks.objects.get()) == SeriesState.NO_SLOT


@pytest.mark.parametrize("subject", ["", "slot:7:10:00", "slot:1:24:00", "slot:1:10:60", "practice:2", "slot:1:9:00"])
def test_what_is_no_slot_is_none(subject):
    assert parse_slot(subject) is None


def test_a_vote_without_a_series_makes_nothing(poll):
    count(poll, c1=5)
    assert not Event.objects.exists()
