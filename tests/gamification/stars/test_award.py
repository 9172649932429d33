"""Stars are given once for each fact, within the limits of the season, and the sum beside them is right."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gamification.members.services import leave
from gamification.signals import star_entered
from gamification.stars.models import StarEntry, StarRule, StarTotal
from gamification.stars.queries import current_season, rank, total
from gamification.stars.reasons import STAR_REASONS
from gamification.stars.services import AlreadyReversedError, award, reverse
from tests.gamification.factories import MemberFactory, SeasonFactory, club_administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def season():
    return SeasonFactory()


def published(member, number=1, **more):
    facts = {"cause": "practice-published", "source": f"practice:{number}", "title": "Суу түтүгү", **more}
    return award(member=member, **facts)


def test_a_fact_gives_the_stars_of_its_rule(season):
    member = MemberFactory()
    entry = published(member, path="practices/1/")
    assert (entry.amount, entry.season, entry.title, entry.path) == (3, season, "Суу түтүгү", "practices/1/")
    assert total(member, season) == 3


def test_the_same_fact_gives_them_once(season):
    member = MemberFactory()
    assert published(member) == published(member)
    assert total(member, season) == 3


def test_the_limit_of_a_season_gives_the_rest_and_then_nothing(season):
    StarRule.objects.filter(cause="practice-published").update(season_limit=5)
    member = MemberFactory()
    given_stars = [published(member, n) for n in range(3)]
    assert [entry and entry.amount for entry in given_stars] == [3, 2, None]
    assert total(member, season) == 5


def test_what_was_reversed_does_not_count_towards_the_limit(season):
    StarRule.objects.filter(cause="practice-published").update(season_limit=3)
    member = MemberFactory()
    reverse(entry=published(member), reason="Эки жолу жазылган", by=club_administrator())
    assert published(member, 2).amount == 3


def test_without_a_rule_in_force_there_are_none(season):
    StarRule.objects.update(is_active=False)
    assert published(MemberFactory()) is None


def test_outside_of_every_season_there_are_none(season):
    assert published(MemberFactory(), at=timezone.now() - timedelta(days=90)) is None


def test_a_fact_of_an_earlier_season_counts_there_while_it_is_open(season):
    earlier = SeasonFactory(starts_at=timezone.now() - timedelta(days=90), cut_off_at=season.starts_at)
    member = MemberFactory()
    assert published(member, at=timezone.now() - timedelta(days=60)).season == earlier
    assert current_season() == season


def test_who_has_left_gets_none_and_keeps_what_she_has(season):
    member = MemberFactory()
    published(member)
    leave(member=member)
    assert published(member, 2) is None
    assert total(member, season) == 3


def test_nobody_gives_to_herself(season):
    member = MemberFactory()
    assert published(member, given_by=member) is None


def test_each_entry_is_announced_once(season):
    heard = []
    star_entered.connect(lambda entry, **_: heard.append(entry.amount), weak=False, dispatch_uid="heard")
    member = MemberFactory()
    published(member)
    entry = published(member)
    reverse(entry=entry, reason="Ката", by=club_administrator())
    star_entered.disconnect(dispatch_uid="heard")
    assert heard == [3, -3]


def test_places_are_shared_by_who_has_the_same(season):
    first, second, third, none = MemberFactory.create_batch(4)
    for member, count in ((first, 2), (second, 1), (third, 1)):
        for n in range(count):
            published(member, n)
    assert [rank(member, season) for member in (first, second, third, none)] == [1, 2, 2, 4]


ACTS = st.tuples(st.integers(0, 2), st.sampled_from(STAR_REASONS.names()), st.integers(0, 3), st.booleans())


class TestSums(TestCase):
    @settings(max_examples=20)
    @given(
        st.lists(st.tuples(st.integers(0, 2), st.sampled_from(STAR_REASONS.names()), st.integers(0, 3), st.booleans()))
    )
    def test_the_total_is_the_sum_of_the_entries_whatever_happened(self, acts):
        season, members, administrator = SeasonFactory(), MemberFactory.create_batch(3), club_administrator()
        for who, cause, source, taken_back in acts:
            entry = award(member=members[who], cause=cause, source=f"x:{source}", title="x")
            if entry and taken_back:
                with suppress(AlreadyReversedError):
                    reverse(entry=entry, reason="x", by=administrator)
        sums = dict(StarEntry.objects.values_list("member").annotate(Sum("amount")))
        totals = dict(StarTotal.objects.filter(season=season).values_list("member", "total"))
        assert {m: t for m, t in totals.items() if t} == {m: s for m, s in sums.items() if s}
        for rule in StarRule.objects.exclude(season_limit=0):
            for each in StarEntry.objects.filter(cause=rule.cause).values("member").annotate(sum=Sum("amount")):
                assert each["sum"] <= rule.season_limit


def test_planted_fault_a_second_entry_of_the_same_key_is_refused_by_the_database(season):
    entry = published(MemberFactory())
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)
