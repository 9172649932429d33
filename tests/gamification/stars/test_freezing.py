"""Before a season is counted, what lies before its cut-off is settled, however long the worker was away."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from gamification.polls.models import Poll
from gamification.polls.receivers import close_ended
from gamification.polls.services import NewChoice, close, vote
from gamification.signals import poll_closed, season_ending
from gamification.speakers.models import Standing
from gamification.stars.models import Season, StarEntry
from gamification.stars.services import NotSettledError, freeze, freeze_due
from gamification.stars.tasks import freeze_seasons
from tests.gamification.factories import MemberFactory, open_poll
from tests.gamification.mentors.racing import at_once, on_a_real_database, there

pytestmark = pytest.mark.django_db


def season_and_vote(away=timedelta(days=5), ends_before=timedelta(0), kind="best"):
    """A season that is over for so long, a vote that ended so long before it, and who has won."""
    now = timezone.now()
    cut_off_at = now - away
    winner = MemberFactory()
    poll = open_poll([NewChoice("Hers", owner=winner), NewChoice("Free")], kind=kind)
    for number in range(5):
        vote(poll=poll, member=MemberFactory(), choice=poll.choices.first(), receipt=f"{poll.pk}-{number}")
    closes_at = cut_off_at - ends_before
    Poll.objects.filter(pk=poll.pk).update(opens_at=closes_at - timedelta(days=7), closes_at=closes_at)
    season = Season.objects.create(
        code=f"over-{poll.pk}", zone="Asia/Bishkek", starts_at=now - timedelta(days=300), cut_off_at=cut_off_at
    )
    return season, poll, winner


@pytest.mark.parametrize("away", [timedelta(0), timedelta(minutes=6), timedelta(days=5)])
@pytest.mark.parametrize("ends_before", [timedelta(0), timedelta(microseconds=1), timedelta(days=30)])
def test_the_winner_of_a_vote_that_ended_with_the_season_or_before_gets_the_stars(away, ends_before):
    season, poll, winner = season_and_vote(away, ends_before)
    freeze_seasons()
    assert Poll.objects.get(pk=poll.pk).closed_at is not None
    assert StarEntry.objects.get(member=winner).season == season
    assert Standing.objects.get(season=season, member=winner).stars == StarEntry.objects.get(member=winner).amount


def test_a_vote_that_ended_a_moment_after_the_season_is_left_to_the_next():
    season, poll, winner = season_and_vote(ends_before=-timedelta(microseconds=1))
    assert freeze_due() == [season]
    assert Poll.objects.get(pk=poll.pk).closed_at is None
    close(poll=poll)
    assert not StarEntry.objects.filter(member=winner).exists()


def test_the_order_of_the_ticks_is_no_matter():
    season, _poll, winner = season_and_vote()
    call_command("club_ticks")
    assert StarEntry.objects.get(member=winner).season == season


def test_a_vote_that_cannot_be_closed_keeps_its_season_open(caplog):
    season, poll, winner = season_and_vote()

    def fail(**_facts):
        raise RuntimeError("no room for a star")

    poll_closed.connect(fail)
    try:
        assert freeze_due() == []
        with pytest.raises(NotSettledError, match=str(poll.pk)):
            freeze(season=season)
    finally:
        poll_closed.disconnect(fail)
    assert f"vote {poll.pk} is not closed" in caplog.text
    assert freeze_due() == [season]
    assert StarEntry.objects.filter(member=winner).exists()


def test_a_vote_of_another_season_keeps_none_open():
    season, poll, _winner = season_and_vote()
    Poll.objects.filter(pk=poll.pk).update(
        opens_at=season.starts_at - timedelta(days=1), closes_at=season.starts_at, closed_at=None
    )
    season_ending.disconnect(close_ended)
    try:
        assert freeze_due() == [season]
    finally:
        season_ending.connect(close_ended)


def test_freezing_by_hand_inside_a_transaction_settles_as_well():
    season, _poll, winner = season_and_vote()
    with transaction.atomic():
        freeze(season=season)
    assert StarEntry.objects.filter(member=winner).exists()


@pytest.mark.django_db(transaction=True)
def test_votes_that_are_closed_while_the_season_is_frozen_give_their_stars(tmp_path):
    """Whoever is faster, the ticks of the votes or that of the season, nothing is lost and nobody waits for ever."""
    season, *first = season_and_vote()
    others = [season_and_vote(timezone.now() - season.cut_off_at, timedelta(days=n + 1))[1:] for n in range(5)]
    Season.objects.exclude(pk=season.pk).delete()
    won = [tuple(first), *others]
    with on_a_real_database(tmp_path):
        closing = [lambda poll=poll: close(poll=poll).pk for poll, _winner in won]
        found = at_once(*closing, freeze_due, freeze_due)
        assert found[:6] == [poll.pk for poll, _winner in won]
        there(freeze_due)
        assert there(lambda: Season.objects.exclude(frozen_at=None).count()) == 1
        assert there(lambda: set(StarEntry.objects.values_list("member", flat=True))) == {w.pk for _poll, w in won}
        assert there(Standing.objects.count) == 6
