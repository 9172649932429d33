"""A poll is closed once, after its time; only then are its ballots counted, and only from five up."""

import pytest
from django.utils import timezone

from gamification.polls.models import Poll
from gamification.polls.queries import results
from gamification.polls.services import NewChoice, NotOverError, close, close_due, vote
from gamification.polls.tasks import close_due as tick
from gamification.signals import poll_closed
from tests.gamification.factories import MemberFactory, open_poll, over

pytestmark = pytest.mark.django_db


def cast(poll, *votes):
    """So many votes for each choice of the poll."""
    for choice, count in zip(poll.choices.all(), votes, strict=False):
        for number in range(count):
            vote(poll=poll, member=MemberFactory(), choice=choice, receipt=f"{choice.pk}-{number}")


def counted(*votes):
    """The labels, votes and places of a poll closed with these votes."""
    poll = open_poll([NewChoice(letter) for letter in "ABCDE"[: len(votes)]])
    cast(poll, *votes)
    found = results(close(poll=over(poll)))
    return found and [(result.choice.label, result.votes, result.place) for result in found]


@pytest.fixture
def heard():
    """Polls whose closing was announced."""
    polls = []

    def hear(sender, poll, **_facts):
        polls.append(poll.pk)

    poll_closed.connect(hear)
    yield polls
    poll_closed.disconnect(hear)


def test_not_before_its_time():
    poll = open_poll()
    with pytest.raises(NotOverError):
        close(poll=poll)
    assert results(poll) is None


def test_once_and_announced_once(heard):
    poll = over(open_poll())
    first = close(poll=poll).closed_at
    assert close(poll=poll).closed_at == first
    assert heard == [poll.pk]


def test_the_tick_closes_what_is_over_and_nothing_else(heard):
    ended, still = over(open_poll()), open_poll()
    tick()
    assert heard == [ended.pk]
    assert close_due() == 0
    assert Poll.objects.get(closed_at=None) == still


def test_one_that_fails_does_not_stop_the_others(caplog):
    first, second = over(open_poll()), over(open_poll())

    def fail(sender, poll, **_facts):
        if poll.pk == first.pk:
            raise RuntimeError("no room for a star")

    poll_closed.connect(fail)
    try:
        assert close_due() == 1
    finally:
        poll_closed.disconnect(fail)
    assert Poll.objects.get(closed_at=None) == first
    assert Poll.objects.get(pk=second.pk).closed_at <= timezone.now()


def test_no_result_while_it_is_open_or_not_counted_yet():
    poll = open_poll()
    cast(poll, 5)
    assert results(poll) is None
    assert results(over(poll)) is None


def test_no_result_with_four_ballots_and_a_result_with_five():
    assert counted(2, 2) is None
    assert counted(3, 2) == [("A", 3, 1), ("B", 2, 2)]


def test_the_fewest_can_be_set(settings):
    settings.GAMIFICATION = {"FEWEST_BALLOTS": 3}
    assert counted(2, 1) == [("A", 2, 1), ("B", 1, 2)]


def test_equal_votes_share_the_place_and_the_next_is_skipped():
    assert counted(1, 3, 3, 2) == [("B", 3, 1), ("C", 3, 1), ("D", 2, 3), ("A", 1, 4)]


def test_what_nobody_voted_for_has_no_place():
    assert counted(0, 5, 0) == [("B", 5, 1), ("A", 0, None), ("C", 0, None)]
