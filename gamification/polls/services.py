"""Changes: a poll is made, members vote, and it is closed.

A vote holds the poll's row: so the moment of closing is one for all, and nobody sees the ballots being written anew.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from gamification import signals
from gamification.members.models import Member
from gamification.polls.models import Ballot, Choice, Poll, Turnout

logger = logging.getLogger(__name__)


class VoteRefusedError(Exception):
    """The vote is not taken, and nothing is written."""


class NotOpenError(VoteRefusedError):
    """The poll has not begun, or is over."""


class NotAMemberError(VoteRefusedError):
    """She has left the club."""


class OwnChoiceError(VoteRefusedError):
    """Nobody votes for her own."""


class VotedAlreadyError(VoteRefusedError):
    """She has voted, with another form than this."""


class UsedReceiptError(VoteRefusedError):
    """The receipt is another ballot's."""


class NotOverError(Exception):
    """The poll can still be voted in."""


class PollStartedError(Exception):
    """The poll has opened: what members vote on does not change any more."""


class NewChoice(NamedTuple):
    """A choice of a poll that is to be made; see `Choice` for what each part is."""

    label: str
    subject: str = ""
    path: str = ""
    owner: Member | None = None


@transaction.atomic
def create_poll(
    *,
    kind: str,
    title: str,
    language: str,
    opens_at: datetime,
    closes_at: datetime,
    choices: Iterable[NewChoice],
    by: Any = None,
    explanation: str = "",
) -> Poll:
    """Store a poll with its choices, in the order in which they come. ValueError when there is nothing to choose.

    The same form sent twice by a person makes one poll.
    """
    offered = list(choices)
    if len(offered) < 2:
        raise ValueError("a poll needs two choices at least")
    facts = {
        "kind": kind,
        "title": title,
        "explanation": explanation,
        "language": language,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "made_by": by,
    }
    if by and (same := _made_already(by, offered, facts)):
        return same
    poll = Poll.objects.create(**facts)
    create_choices(poll=poll, choices=offered)
    return poll


def _made_already(by: Any, offered: list[NewChoice], facts: dict[str, Any]) -> Poll | None:
    """The poll that this person has made of the very same form; asked under the lock of the person."""
    get_user_model()._default_manager.select_for_update().get(pk=by.pk)
    wanted = [(choice.label, choice.subject) for choice in offered]
    polls = Poll.objects.filter(closed_at=None, **facts).prefetch_related("choices")
    return next((one for one in polls if [(each.label, each.subject) for each in one.choices.all()] == wanted), None)


def create_choices(*, poll: Poll, choices: Iterable[NewChoice]) -> None:
    """Offer these choices, in this order."""
    Choice.objects.bulk_create(
        [Choice(poll=poll, place=place, **choice._asdict()) for place, choice in enumerate(choices, start=1)]
    )


@transaction.atomic
def update_poll(*, poll: Poll, choices: Iterable[NewChoice] | None = None, **facts: Any) -> Poll:
    """Store other words, times or choices (all of them anew) of a poll that has not opened. Raises BegunError else."""
    held = _not_begun(poll)
    for name, value in facts.items():
        setattr(held, name, value)
    held.save()
    if choices is not None:
        held.choices.all().delete()
        create_choices(poll=held, choices=choices)
    return held


@transaction.atomic
def remove_poll(*, poll: Poll) -> None:
    """Delete a poll that has not opened. Raises BegunError else."""
    _not_begun(poll).delete()


def _not_begun(poll: Poll) -> Poll:
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if held.stage(timezone.now()) != "coming":
        raise PollStartedError
    return held


@sensitive_variables()
@transaction.atomic
def vote(*, poll: Poll, member: Member, choice: Choice, receipt: str) -> Ballot:
    """Take a member's one vote; the poll's ballots are written anew in random order, so that none has a time.

    `receipt` is the random word of her form. Sent once more it brings the ballot that is there (whatever is chosen
    now, and after closing too); another form of hers raises VotedAlreadyError. Raises a VoteRefusedError else.
    """
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    mine = held.ballots.filter(receipt=receipt).first()
    if held.turnout.filter(member=member).exists():
        if mine is None:
            raise VotedAlreadyError
        return mine
    if mine is not None:
        raise UsedReceiptError
    _check(held, member, choice)
    Turnout.objects.bulk_create([Turnout(poll=held, member=member)])
    return _put_in(held, choice, receipt)


def _check(held: Poll, member: Member, choice: Choice) -> None:
    """By the clock as it is with the poll held: who waited for the lock may have come too late."""
    if not held.is_open(timezone.now()):
        raise NotOpenError
    if member.left_at is not None:
        raise NotAMemberError
    if choice.poll_id != held.pk:
        raise ValueError("a choice of another poll")
    if choice.owner_id == member.pk:
        raise OwnChoiceError


@sensitive_variables()
def _put_in(held: Poll, choice: Choice, receipt: str) -> Ballot:
    """Take all ballots out, put the new one among them, shuffle, put them back under new ids.

    Call with the poll held. Nothing here can fail for what a voter sent: a statement that fails would be written
    with its values into the log of the database.
    """
    new = Ballot(poll=held, choice=choice, receipt=receipt)
    ballots = [
        Ballot(poll=held, choice_id=old, receipt=word) for old, word in held.ballots.values_list("choice", "receipt")
    ]
    ballots.append(new)
    SystemRandom().shuffle(ballots)
    Ballot.objects.filter(poll=held)._raw_delete(held._state.db)  # one statement, whoever listens to deletions
    Ballot.objects.bulk_create(ballots)
    return new


@transaction.atomic
def close(*, poll: Poll) -> Poll:
    """Close a poll whose time is over: from now on its ballots are counted. Once; a repeat changes nothing.

    Raises NotOverError before the time. What follows (stars, slots) is written in the same transaction.
    """
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if held.closed_at is not None:
        return held
    now = timezone.now()
    if now < held.closes_at:
        raise NotOverError
    held.closed_at = now
    held.save(update_fields=["closed_at"])
    signals.poll_closed.send(Poll, poll=held)
    return held


def close_due(*, before: datetime | None = None) -> int:
    """Close all polls whose time is over (by the moment, or by now); how many. Each by itself, so that one that fails
    does not stop the others.
    """
    closed, now = 0, timezone.now()
    until = min(before, now) if before else now
    for poll in Poll.objects.filter(closed_at=None, closes_at__lte=until).order_by("closes_at"):
        try:
            close(poll=poll)
            closed += 1
        except Exception:
            logger.exception("poll %s could not be closed", poll.pk)
    return closed
