"""Stars for the places of a vote on practices."""

import pytest

from gamification.polls.services import NewChoice, close, vote
from gamification.stars.models import StarEntry, StarRule
from tests.gamification.factories import MemberFactory, SeasonFactory, open_poll, over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules():
    SeasonFactory()
    for cause, stars in (("poll-first", 5), ("poll-second", 3), ("poll-third", 1)):
        StarRule.objects.update_or_create(cause=cause, defaults={"stars": stars})


def closed(votes, kind="best"):
    """A poll on as many practices as there are numbers: each with its owner and so many votes."""
    owners = [MemberFactory() for _ in votes]
    poll = open_poll([NewChoice(f"Practice {n}", owner=owner) for n, owner in enumerate(owners)], kind=kind)
    for choice, count in zip(poll.choices.all(), votes, strict=True):
        for n in range(count):
            vote(poll=poll, member=MemberFactory(), choice=choice, receipt=f"{choice.pk}-{n}")
    close(poll=over(poll))
    return [list(StarEntry.objects.filter(member=owner).values_list("cause", flat=True)) for owner in owners]


@pytest.mark.parametrize("kind", ["best", "usable"])
def test_the_first_three_places_get_stars(kind):
    assert closed((4, 3, 2, 1), kind) == [["poll-first"], ["poll-second"], ["poll-third"], []]


def test_who_shares_a_place_shares_its_stars():
    assert closed((3, 3, 1)) == [["poll-first"], ["poll-first"], ["poll-third"]]


def test_nobody_gets_stars_without_a_vote():
    assert closed((5, 0, 0)) == [["poll-first"], [], []]


def test_a_vote_with_too_few_ballots_gives_nothing():
    assert closed((3, 1)) == [[], []]


def test_a_vote_on_hours_or_topics_gives_nothing():
    assert closed((4, 2), "topic") == [[], []]


def test_closing_again_gives_nothing_more():
    owner = MemberFactory()
    poll = open_poll([NewChoice("Hers", owner=owner), NewChoice("Free")], kind="best")
    for n in range(5):
        vote(poll=poll, member=MemberFactory(), choice=poll.choices.first(), receipt=str(n))
    for _again in range(2):
        close(poll=over(poll))
    assert StarEntry.objects.filter(member=owner).count() == 1
