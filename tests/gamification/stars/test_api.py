"""What floors above learn of a person's place in the club."""

import pytest
from django.test import override_settings

from gamification.api import club_membership
from gamification.stars.services import award
from tests.gamification.factories import MemberFactory, PersonFactory, SeasonFactory

pytestmark = pytest.mark.django_db


def test_a_member_has_a_season_and_stars():
    season, member = SeasonFactory(), MemberFactory()
    award(member=member, cause="task-done", source="task:1", title="Бюджет")
    assert club_membership(member.person) == (member.pk, member.name, season.code, 2)


def test_without_a_season_she_is_a_member_all_the_same():
    member = MemberFactory()
    assert club_membership(member.person) == (member.pk, member.name, "", 0)


def test_who_is_no_member_has_no_place():
    assert club_membership(PersonFactory()) is None


def test_it_costs_one_query(django_assert_num_queries):
    SeasonFactory()
    person = MemberFactory().person
    with override_settings(CONTENT_CACHE=True):
        club_membership(person)
        with django_assert_num_queries(1):
            club_membership(person)
