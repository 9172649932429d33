"""Votes that are over, with their results, and the one that is open."""

from secrets import token_urlsafe
from typing import Any

from gamification.members.models import Member
from gamification.polls.models import Poll
from gamification.polls.services import NewChoice, close, create_poll, vote
from gamification.practices.services import path_for
from lms.demo.year.events import begin_series
from lms.demo.year.frame import Year, texts

DAYS = {
    "ky": ["Дүйшөмбү", "Шейшемби", "Шаршемби", "Бейшемби", "Жума", "Ишемби", "Жекшемби"],
}


def add_polls(year: Year) -> None:
    """Each is voted in while it is open; those that are over are then moved to their days and counted."""
    for key, entry in texts("polls").items():
        poll = create_poll(
            kind=entry["kind"],
            title=entry["title"],
            explanation=entry.get("explanation", ""),
            language=entry["language"],
            opens_at=year.at(-entry.get("opened", 1)),
            closes_at=year.at(entry.get("closes", 1), "20:00"),
            choices=_choices(year, entry),
            by=year.administrator,
        )
        if entry["kind"] == Poll.Kind.SLOT:
            begin_series(year, poll)
        _vote(year, key, poll, entry)
        if "closed" in entry:
            _close(year, poll, entry)


def _choices(year: Year, entry: dict[str, Any]) -> list[NewChoice]:
    if "practices" in entry:
        found = [year.practices[key] for key in entry["practices"]]
        return [NewChoice(one.title, f"practice:{one.pk}", path_for(one), one.author) for one in found]
    if "slots" in entry:
        days = DAYS[entry["language"]]
        return [NewChoice(f"{days[day]}, {clock}", f"slot:{day}:{clock}") for day, clock in entry["slots"]]
    return [NewChoice(label) for label in entry["labels"]]


def _vote(year: Year, key: str, poll: Poll, entry: dict[str, Any]) -> None:
    """The learner of the demo has not voted where it is open: that is left to who tries it."""
    voters = year.some(year.joined_by(-entry.get("closed", 0) - entry.get("open_days", 0)), 60, key)
    if "closes" in entry:
        voters = [voter for voter in voters if voter not in (year.members["aigul"], year.members["gulnara"])]
    for choice, number in zip(poll.choices.order_by("place"), entry["votes"], strict=True):
        for voter in _take(voters, number, choice.owner):
            vote(poll=poll, member=voter, choice=choice, receipt=token_urlsafe(12))


def _take(voters: list[Member], number: int, owner: Member | None) -> list[Member]:
    """Take so many voters away, none of whom is the owner."""
    chosen = [voter for voter in voters if voter != owner][:number]
    voters[:] = [voter for voter in voters if voter not in chosen]
    return chosen


def _close(year: Year, poll: Poll, entry: dict[str, Any]) -> None:
    closes_at = year.at(-entry["closed"], "20:00")
    opens_at = year.at(-entry["closed"] - entry["open_days"])
    Poll.objects.filter(pk=poll.pk).update(opens_at=opens_at, closes_at=closes_at)
    close(poll=poll)
    Poll.objects.filter(pk=poll.pk).update(closed_at=closes_at)
