"""The next thing to do, and what has to wait."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.cache.compiled import CompiledQuery
from courses.learning.progress import Item
from courses.learning.queries import EnrolmentProgress
from courses.pages.contexts import CourseContext
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import EditionItem
from courses.syllabus.queries import outline


@dataclass(frozen=True, slots=True)
class WaitingItems:
    """What is under way: why items wait, as sentences by activity id; and where what is open goes on."""

    reasons: dict[int, str] = field(default_factory=dict)
    open_url: str = ""


def waiting_items(learner: EnrolmentProgress) -> WaitingItems:
    """Return what is under way in an enrolment: one query at most, none where nothing missing can be under way."""
    missing = {item.activity for item in learner.progress.missing}
    items = {i.activity_id: i for i in outline(learner.enrolment.edition_id) if i.activity_id in missing}
    now, reasons, open_url = timezone.now(), dict[int, str](), ""
    for activity, rows in _open_work(learner.enrolment.pk, items.values()).items():
        if activity in items:
            found = ITEM_KINDS[items[activity].kind].waiting(items[activity], rows, now)
            open_url = open_url or found.url
            if found.reason:
                reasons[activity] = found.reason
    return WaitingItems(reasons, open_url)


def _open_work(enrolment: int, missing: Collection[EditionItem]) -> dict[int, list[tuple]]:
    """Return the rows of what is under way by activity id, read only for kinds of which something is missing."""
    kinds = tuple(dict.fromkeys(item.kind for item in missing if ITEM_KINDS[item.kind].can_wait(item)))
    found: dict[int, list[tuple]] = {}
    for row in sorted(_query(kinds)(*[enrolment] * len(kinds)) if kinds else (), key=lambda row: row[1]):
        found.setdefault(row[0], []).append(row)
    return found


@cache
def _query(kinds: tuple[str, ...]) -> CompiledQuery:
    """Return the query over what is under way in several kinds, with a slot for the enrolment in each."""

    def build(*enrolments: int) -> QuerySet[Any, Any]:
        first, *more = (
            ITEM_KINDS[kind].open_work(enrolment) for kind, enrolment in zip(kinds, enrolments, strict=True)
        )
        return first.union(*more, all=True) if more else first

    return CompiledQuery(build, slots=len(kinds))


def next_item(learner: EnrolmentProgress, under_way: WaitingItems) -> Item | None:
    """The first missing item that need not wait; None when there is nothing to do just now."""
    return next((item for item in learner.progress.missing if item.activity not in under_way.reasons), None)


def continue_url(current: CourseContext) -> str:
    """Where *Continue* leads: an open attempt, else what is missing first, else the course."""
    code = current.card.code
    if current.learner is None:
        return reverse("course", args=[code])
    under_way = waiting_items(current.learner)
    if under_way.open_url:
        return under_way.open_url
    item = next_item(current.learner, under_way)
    return reverse("item", args=[code, item.slug]) if item else reverse("course", args=[code])
