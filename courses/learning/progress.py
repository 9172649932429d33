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
    """`share` of the required minutes done (0 to 1); minutes by kind and by evidence; what is missing, in order.

    `expired` tells since which day a result no longer holds.
    """

    share: float
    minutes_theory: int
    minutes_practice: int
    by_evidence: Mapping[str, int]
    done: frozenset[int]
    expired: Mapping[int, date]
    missing: tuple[Item, ...]

    @property
    def finished(self) -> bool:
        """Is every required activity done, and is each result still valid? Where nothing is required, nothing is."""
        return not self.missing and self.share > 0

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
    what comes next. What was completed after the day is not seen; the minutes of voluntary items do not count.
    """
    outline = list(items)
    standing = _standing(done for done in completions if done.on <= on)
    ends = {i.activity: _ends_on(i, standing[i.activity]) for i in outline if i.valid_months and i.activity in standing}
    expired = {activity: day for activity, day in ends.items() if day <= on}
    done = frozenset(i.activity for i in outline if i.activity in standing and i.activity not in expired)
    required = [item for item in outline if item.required]
    counted = [(item, standing[item.activity]) for item in required if item.activity in done]
    return Progress(
        share=_share(sum(item.minutes for item, _ in counted), sum(item.minutes for item in required)),
        minutes_theory=sum(completion.minutes for item, completion in counted if not item.practice),
        minutes_practice=sum(completion.minutes for item, completion in counted if item.practice),
        by_evidence=_by_evidence(completion for _, completion in counted),
        done=done,
        expired=expired,
        missing=tuple(item for item in required if item.activity not in done),
    )


def _share(reached: int, total: int) -> float:
    return reached / total if total else 0.0


def _by_evidence(completions: Iterable[Done]) -> dict[str, int]:
    minutes: Counter[str] = Counter()
    for completion in completions:
        minutes[completion.evidence] += completion.minutes
    return dict(minutes)


def _standing(completions: Iterable[Done]) -> dict[int, Done]:
    """The highest revision of each activity, where it counts."""
    highest: dict[int, Done] = {}
    for done in completions:
        if done.activity not in highest or done.revision > highest[done.activity].revision:
            highest[done.activity] = done
    return {activity: done for activity, done in highest.items() if done.counts}


def _ends_on(item: Item, done: Done) -> date:
    """The first day on which the result no longer holds."""
    return add_months(done.on, item.valid_months)


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
