"""The demo's year of the club: whole, with its rules kept, and made once."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from django.test import override_settings
from django.utils import timezone

from gamification.events.kinds import EVENT_KINDS
from gamification.events.models import Event, Registration
from gamification.members.models import Member
from gamification.mentors.models import Mentorship, Pact
from gamification.pages.models import ClubPage
from gamification.polls.models import Poll
from gamification.polls.queries import results
from gamification.practices.models import Practice
from gamification.speakers.models import SpeakerEntry, SpeakerList
from gamification.stars.models import Season, StarEntry, StarTotal
from lms.demo.year.frame import CLUB, texts
from lms.notify.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _year(django_db_setup, django_db_blocker):
    """Made once for all tests of this file, and taken back after the last."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("setup_site")
        call_command("demo_year")
        yield
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    """How many rows each table of the club has."""
    models = [*apps.get_app_config("gamification").get_models(), ClubPage, Message]
    return {model.__name__: model._default_manager.count() for model in models}


@pytest.mark.usefixtures("_year")
def test_it_is_as_large_as_promised_and_a_second_time_doubles_nothing():
    first = counts()
    assert first["Member"] == 60
    assert Event.objects.count() >= 20
    assert set(EVENT_KINDS.names()) == set(Event.objects.values_list("kind", flat=True))
    assert Practice.objects.filter(state=Practice.State.PUBLISHED).count() >= 12
    assert first["ClubPage"] == 4
    call_command("demo_year")
    assert counts() == first


@pytest.mark.usefixtures("_year")
def test_stars_stand_under_their_days_and_the_totals_are_their_sums():
    for season in Season.objects.all():
        entries = StarEntry.objects.filter(season=season, reverses=None)
        assert not entries.exclude(recorded_at__range=(season.starts_at, season.cut_off_at)).exists()
    sums = StarEntry.objects.values_list("season", "member").annotate(Sum("amount")).order_by("season", "member")
    totals = StarTotal.objects.exclude(total=0).values_list("season", "member", "total").order_by("season", "member")
    assert list(totals) == [row for row in sums if row[2]]
    assert StarEntry.objects.exclude(reason="").count() == 1


@pytest.mark.usefixtures("_year")
def test_votes_that_are_over_have_results_but_for_the_one_with_few_ballots_and_one_is_open():
    over = Poll.objects.exclude(closed_at=None)
    assert [poll.title for poll in over if results(poll) is None] == [texts("polls")["few"]["title"]]
    assert over.count() >= 6
    assert Poll.objects.get(closed_at=None).is_open(timezone.now())


@pytest.mark.usefixtures("_year")
def test_a_list_of_speakers_is_published_and_answered_and_the_running_season_is_open():
    last, running = Season.objects.order_by("starts_at")
    assert last.frozen_at
    assert not running.frozen_at
    assert SpeakerList.objects.get().published_at < timezone.now()
    entries = SpeakerEntry.objects.all()
    assert entries.filter(state=SpeakerEntry.State.ACCEPTED).exclude(practice=None).count() >= 4
    assert entries.filter(state=SpeakerEntry.State.DECLINED).count() == 1
    assert not entries.filter(state=SpeakerEntry.State.INVITED).exists()


@pytest.mark.usefixtures("_year")
def test_pacts_are_of_every_kind_and_the_next_meetings_have_seats_and_a_waiting_list():
    states = set(Pact.objects.values_list("state", flat=True))
    assert {Pact.State.DONE, Pact.State.AGREED, Pact.State.PAUSED} <= states
    assert {"proposed", "handed-over"} <= set(Mentorship.objects.values_list("state", flat=True))
    assert Registration.objects.filter(event__starts_at__gt=timezone.now(), number=None).exists()


@pytest.mark.usefixtures("_year")
def test_the_logins_of_the_demo_are_members_and_nobody_is_written_to():
    emails = {"learner@example.org", "trainer@example.org", "member@example.org"}
    assert Member.objects.filter(person__email__in=emails).count() == 3
    assert not Member.objects.filter(person__email="club@example.org").exists()
    assert not Message.objects.exists()


def words() -> Iterator[str]:
    """All texts of the year."""
    for file in CLUB.rglob("*.yaml"):
        yield file.read_text(encoding="utf-8")


def test_its_texts_hold_to_the_rules_of_the_club():
    whole = "\n".join(words()).casefold()
    assert not re.search(r"\b(гендер|gender)", whole)
    assert "+996" not in whole
    assert "+7" not in whole


def test_outside_the_demo_no_year_is_made(settings):
    settings.DEMO = False
    before = Member.objects.count()
    with pytest.raises(CommandError):
        call_command("demo_year")
    assert Member.objects.count() == before
