"""Reads about polls. Results and ballots are shown only when a poll is closed and enough have voted.

The tie rule: a choice's place is one more than the number of choices with more votes. So equal votes share a place, and
the places after it are skipped (1, 1, 3). What nobody voted for has no place.
"""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from gamification.conf import setting
from gamification.members.models import Member
from gamification.polls.models import Ballot, Choice, Poll, Turnout


class Result(NamedTuple):
    """A choice's votes, and its place: None when nobody voted for it."""

    choice: Choice
    votes: int
    place: int | None


def fewest_ballots() -> int:
    """So many must have voted before anything is shown."""
    return int(setting("FEWEST_BALLOTS"))


def results(poll: Poll) -> tuple[Result, ...] | None:
    """The result, best first; None while the poll is not closed, and for good when too few have voted."""
    if poll.closed_at is None:
        return None
    votes = Counter(poll.ballots.values_list("choice", flat=True))
    return (
        rank_choices(list(poll.choices.select_related("owner")), votes) if votes.total() >= fewest_ballots() else None
    )


def rank_choices(choices: list[Choice], votes: Counter[int]) -> tuple[Result, ...]:
    """Rank the choices by their votes, by the tie rule; those with equal votes in the order of the poll."""
    ranked = sorted(choices, key=lambda choice: -votes[choice.pk])
    return tuple(Result(choice, votes[choice.pk], _place(votes[choice.pk], votes)) for choice in ranked)


def _place(own: int, votes: Counter[int]) -> int | None:
    return 1 + sum(count > own for count in votes.values()) if own else None


def published_ballots(poll: Poll) -> QuerySet[Ballot] | None:
    """All ballots by their receipts, so that everybody can recount and find her own; None where `results` has none."""
    if poll.closed_at is None or poll.ballots.count() < fewest_ballots():
        return None
    return poll.ballots.select_related("choice").order_by("receipt")


def unclosed(after: datetime, until: datetime) -> QuerySet[Poll]:
    """Polls that have ended between the moments, the last one included, and are not closed."""
    return Poll.objects.filter(closed_at=None, closes_at__gt=after, closes_at__lte=until).order_by("closes_at")


def list_polls(polls: QuerySet[Poll], member: Member | None, now: datetime) -> QuerySet[Poll]:
    """Open ones first (the next to close on top), then those that are coming, then the latest; `voted` tells whether
    the member has voted.
    """
    over = Q(closes_at__lte=now)
    return polls.annotate(
        voted=Exists(Turnout.objects.filter(poll=OuterRef("pk"), member=member)),
        order=Case(When(over, then=Value(2)), When(opens_at__gt=now, then=Value(1)), default=Value(0)),
        soonest=Case(When(~over, then=F("closes_at"))),
    ).order_by("order", "soonest", "-closes_at", "-pk")


def has_voted(poll: Poll, member: Member | None) -> bool:
    """Is she in the turnout?"""
    return member is not None and poll.turnout.filter(member=member).exists()
