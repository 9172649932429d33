"""Reads about what a person learns."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.cache.compiled import CompiledQuery
from courses.learning.models import Completion, Enrolment, Reflection
from courses.learning.progress import Done, Item, Progress, evaluate
from courses.syllabus.queries import outline

_ENROLMENT = ("id", "person_id", "cohort_id", "edition_id", "finished_at")  # the rest is read when somebody asks for it
_DONE = tuple(
    f"completions__{name}"
    for name in ("activity_id", "revision", "counts", "evidence", "minutes", "completed_at__date")
)
_WIDTH = 1 + len(_ENROLMENT)


@dataclass(frozen=True, slots=True)
class EnrolmentProgress:
    """An enrolment with its progress today."""

    enrolment: Enrolment
    course_id: int
    progress: Progress


def _rows(person: int) -> QuerySet[Enrolment, tuple]:
    """Enrolments with their completions, a row each."""
    rows = Enrolment.objects.filter(person=person).order_by("-pk")
    return rows.values_list("cohort__course_id", *_ENROLMENT, *_DONE)


_all = CompiledQuery(_rows, slots=1)
_of_course = CompiledQuery(lambda person, course: _rows(person).filter(cohort__course=course), slots=2)


def enrolments_with_progress(person: Any, course_id: int | None = None) -> list[EnrolmentProgress]:
    """What a person studies (in one course, or in all), the newest enrolment first: one query."""
    found: dict[tuple, list[Done]] = {}
    for row in _all(person.pk) if course_id is None else _of_course(person.pk, course_id):
        completions = found.setdefault(row[:_WIDTH], [])
        if row[_WIDTH] is not None:
            completions.append(Done(*row[_WIDTH:]))
    today = timezone.localdate()
    return [
        EnrolmentProgress(_enrolment(person, values), course, evaluate(items_of(values[3]), completions, today))
        for (course, *values), completions in found.items()
    ]


def enrolment_with_progress(person: Any, course_id: int) -> EnrolmentProgress | None:
    """What a person studies in a course, or None: nobody signed in, or not enrolled. At most one query."""
    if not person.is_authenticated:
        return None
    return next(iter(enrolments_with_progress(person, course_id)), None)


def _enrolment(person: Any, values: list[Any]) -> Enrolment:
    enrolment = Enrolment.from_db(None, _ENROLMENT, values)
    enrolment.person = person
    return enrolment


def done_of(completions: Iterable[Completion]) -> list[Done]:
    """Completions as the evaluation takes them, by their day in the site's time zone."""
    return [
        Done(c.activity_id, c.revision, c.counts, c.evidence, c.minutes, timezone.localdate(c.completed_at))
        for c in completions
    ]


@lru_cache(maxsize=512)
def items_of(edition_id: int) -> tuple[Item, ...]:
    """The outline of an edition as the evaluation takes it: read once a process, an edition never changes."""
    return tuple(
        Item(i.activity_id, i.kind, i.slug, i.minutes, i.practice, i.required, i.policy.get("valid_months", 0))
        for i in outline(edition_id)
    )


def progress_of(enrolment: Enrolment) -> Progress:
    """The progress of an enrolment today: one query (and the outline, once a process)."""
    return evaluate(items_of(enrolment.edition_id), done_of(enrolment.completions.all()), timezone.localdate())


_notes = CompiledQuery(
    lambda enrolment, activity: (
        Reflection.objects.filter(enrolment=enrolment, activity=activity).order_by().values_list("block", "text")
    ),
    slots=2,
)


def notes_of(enrolment: Enrolment, activity_id: int) -> dict[str, str]:
    """A learner's private notes in one lesson: block -> text."""
    return dict(_notes(enrolment.pk, activity_id))


def report_of(enrolment: Enrolment, activity_id: int) -> str:
    """What the learner last wrote about a task that she checked herself."""
    standing = Completion.objects.filter(enrolment=enrolment.pk, activity=activity_id).order_by("-revision")
    return standing.values_list("note", flat=True).first() or ""
