"""Kinds of events and reasons for stars: each is whole, and a site adds its own by a setting alone."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from gamification.events.forms import Filters
from gamification.events.kinds import EVENT_KINDS, series_kind, speaker_kinds
from gamification.events.kinds.base import EventKind
from gamification.stars.models import StarRule
from gamification.stars.reasons import STAR_REASONS
from gamification.stars.reasons.base import StarReason
from gamification.stars.services import award
from tests.gamification.factories import EventFactory, MemberFactory, SeasonFactory

HERE = "tests.gamification.test_kinds"


class Picnic(EventKind):
    """A made-up kind, as the recipe says."""

    name = "picnic"
    label = _("picnic")


class Singing(StarReason):
    """A made-up reason, as the recipe says."""

    name = "singing"
    label = _("a song was sung")
    stars = 2


@pytest.fixture
def own_kinds(settings):
    own = {"EVENT_KINDS": [f"{HERE}.Picnic"], "STAR_REASONS": [f"{HERE}.Singing"]}
    settings.GAMIFICATION = {**getattr(settings, "GAMIFICATION", {}), **own}


@pytest.mark.parametrize("kind", EVENT_KINDS, ids=lambda kind: kind.name)
def test_a_kind_of_event_is_whole(kind):
    assert kind.name
    assert str(kind.label)
    assert len(kind.name) <= 40


@pytest.mark.parametrize("reason", STAR_REASONS, ids=lambda reason: reason.name)
def test_a_reason_for_stars_is_whole(reason):
    assert str(reason.label)
    assert len(reason.name) <= 40
    assert reason.stars >= 1
    assert reason.url_name


def test_one_kind_comes_from_a_vote_and_one_has_speakers():
    assert (series_kind(), speaker_kinds()) == ("tea-talk", ["chong-oy"])


def test_a_kind_without_planned_seats_suits_any_number():
    assert EVENT_KINDS["workshop"].suits(None)
    assert [EVENT_KINDS["chong-oy"].suits(seats) for seats in (79, 80, 100, 101, None)] == [
        False, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_sites_own_kind_of_event_is_chosen_and_named(own_kinds):
    event = EventFactory(kind="picnic")
    event.full_clean()
    assert str(event.get_kind_display()) == "picnic"
    assert Filters({"kind": "picnic"}).asked() == {"kind": "picnic"}


@pytest.mark.django_db
def test_a_sites_own_reason_gives_stars_by_its_rule(own_kinds):
    SeasonFactory()
    StarRule.objects.create(cause="singing", stars=2)
    entry = award(member=MemberFactory(), cause="singing", source="song:1", title="Manas")
    assert (entry.amount, str(entry.get_cause_display())) == (2, "a song was sung")


@pytest.mark.django_db
def test_a_sites_own_kinds_need_no_migration(own_kinds):
    call_command("makemigrations", "gamification", check=True, dry_run=True)
    assert "picnic" in EVENT_KINDS
    assert settings.GAMIFICATION["STAR_REASONS"]
