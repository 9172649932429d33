"""How far a learner is: one pure function over an outline and what is done."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """A place in the outline; minutes are whole, `valid_months` 0 means that a result holds without end."""

    activity: int
    kind: str
    slug: str
    minutes: int
    practice: bool
    required: bool = True
    valid_months: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A completion as evaluated: the highest revision of an activity stands, if it counts."""

    activity: int
    revision: int
    counts: bool
    evidence: str
    minutes: int
    on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` of the required minutes done (0 to 1); minutes by kind and by evidence; what is missing, in order."""

    share: float
    minutes_theory: int
    minutes_practice: int
    by_evidence: Mapping[str, int]
    done: frozenset[int]
    expired: frozenset[int]
    missing: tuple[Item, ...]

    @property
    def finished(self) -> bool:
        """Is every required activity done, and is each result still valid?"""
        return not self.missing

    @property
    def next(self) -> Item | None:
        """What to do next: the first required item that is not done."""
        return self.missing[0] if self.missing else None

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means finished."""
        return int(self.share * 100)


def evaluate(items: Iterable[Item], completions: Iterable[Done], on: date) -> Progress:
    """Evaluate what is done on a day. The order of neither input matters for the figures; that of items decides
    what comes next. What was completed after the day is not seen.
    """
    outline = list(items)
    standing = _standing(done for done in completions if done.on <= on)
    expired = frozenset(i.activity for i in outline if i.activity in standing and _is_over(i, standing[i.activity], on))
    valid = {item.activity: standing[item.activity] for item in outline if item.activity in standing.keys() - expired}
    required = [item for item in outline if item.required]
    total = sum(item.minutes for item in required)
    reached = sum(item.minutes for item in required if item.activity in valid)
    counted = [(item, valid[item.activity]) for item in outline if item.activity in valid]
    by_evidence: Counter[str] = Counter()
    for _item, done in counted:
        by_evidence[done.evidence] += done.minutes
    return Progress(
        share=reached / total if total else 1.0,
        minutes_theory=sum(done.minutes for item, done in counted if not item.practice),
        minutes_practice=sum(done.minutes for item, done in counted if item.practice),
        by_evidence=dict(by_evidence),
        done=frozenset(valid),
        expired=expired,
        missing=tuple(item for item in required if item.activity not in valid),
    )


def _standing(completions: Iterable[Done]) -> dict[int, Done]:
    """The highest revision of each activity, where it counts."""
    highest: dict[int, Done] = {}
    for done in completions:
        if done.activity not in highest or done.revision > highest[done.activity].revision:
            highest[done.activity] = done
    return {activity: done for activity, done in highest.items() if done.counts}


def _is_over(item: Item, done: Done, on: date) -> bool:
    return bool(item.valid_months) and on >= add_months(done.on, item.valid_months)


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
