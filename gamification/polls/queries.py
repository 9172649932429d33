"""Reads about polls. Results and ballots are shown only when a poll is closed and enough have voted.

The tie rule: a choice's place is one more than the number of choices with more votes. So equal votes share a place, and
the places after it are skipped (1, 1, 3). What nobody voted for has no place.
"""

from collections import Counter
from typing import NamedTuple

from gamification.conf import setting
from gamification.polls.models import Choice, Poll


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
    return counted(list(poll.choices.select_related("owner")), votes) if votes.total() >= fewest_ballots() else None


def counted(choices: list[Choice], votes: Counter[int]) -> tuple[Result, ...]:
    """Rank the choices by their votes, by the tie rule; those with equal votes in the order of the poll."""
    ranked = sorted(choices, key=lambda choice: -votes[choice.pk])
    return tuple(Result(choice, votes[choice.pk], _place(votes[choice.pk], votes)) for choice in ranked)


def _place(own: int, votes: Counter[int]) -> int | None:
    return 1 + sum(count > own for count in votes.values()) if own else None
