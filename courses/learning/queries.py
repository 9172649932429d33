"""Reads about what a person learns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.learning.models import Completion, Enrolment, Reflection
from courses.learning.progress import Done, Item, Progress, evaluate
from courses.syllabus.queries import outline

_ENROLMENT = ("pk", "cohort_id", "edition_id", "language", "enrolled_at", "finished_at", "cohort__course_id")
_DONE = ("activity_id", "revision", "counts", "evidence", "minutes", "completed_at")


@dataclass(frozen=True, slots=True)
class Study:
    """An enrolment with its progress today."""

    enrolment: Enrolment
    course_id: int
    progress: Progress


def studies(person: Any, course_id: int | None = None) -> list[Study]:
    """What a person studies (in one course, or in all), the newest enrolment first: one query."""
    rows = Enrolment.objects.filter(person=person).order_by("-pk")
    if course_id is not None:
        rows = rows.filter(cohort__course_id=course_id)
    found: dict[tuple, list[Done]] = {}
    for row in rows.values_list(*_ENROLMENT, *(f"completions__{name}" for name in _DONE)):
        enrolment, done = row[: len(_ENROLMENT)], row[len(_ENROLMENT) :]
        completions = found.setdefault(enrolment, [])
        if done[0] is not None:
            *record, completed_at = done
            completions.append(Done(*record, on=timezone.localdate(completed_at)))
    return [_study(person, enrolment, completions) for enrolment, completions in found.items()]


def study(person: Any, course_id: int) -> Study | None:
    """What a person studies in a course, or None: nobody signed in, or not enrolled. At most one query."""
    if not person.is_authenticated:
        return None
    return next(iter(studies(person, course_id)), None)


def _study(person: Any, row: tuple, completions: list[Done]) -> Study:
    pk, cohort_id, edition_id, language, enrolled_at, finished_at, course_id = row
    enrolment = Enrolment(
        pk=pk,
        person=person,
        cohort_id=cohort_id,
        edition_id=edition_id,
        language=language,
        enrolled_at=enrolled_at,
        finished_at=finished_at,
    )
    enrolment._state.adding = False
    return Study(enrolment, course_id, evaluate(items_of(edition_id), completions, timezone.localdate()))


def done_of(completions: Iterable[Completion]) -> list[Done]:
    """Completions as the evaluation takes them, by their day in the site's time zone."""
    return [
        Done(c.activity_id, c.revision, c.counts, c.evidence, c.minutes, timezone.localdate(c.completed_at))
        for c in completions
    ]


def items_of(edition_id: int) -> list[Item]:
    """The outline of an edition as the evaluation takes it (cached: an edition never changes)."""
    return [
        Item(i.activity_id, i.kind, i.slug, i.minutes, i.practice, i.required, i.policy.get("valid_months", 0))
        for i in outline(edition_id)
    ]


def progress_of(enrolment: Enrolment) -> Progress:
    """The progress of an enrolment today: one query (and the outline, once a process)."""
    return evaluate(items_of(enrolment.edition_id), done_of(enrolment.completions.all()), timezone.localdate())


def notes_of(enrolment: Enrolment, activity_id: int) -> dict[str, str]:
    """A learner's private notes in one lesson: block -> text."""
    notes = Reflection.objects.filter(enrolment=enrolment.pk, activity=activity_id)
    return dict(notes.values_list("block", "text"))


def report_of(enrolment: Enrolment, activity_id: int) -> str:
    """What the learner last wrote about a task that she checked herself."""
    standing = Completion.objects.filter(enrolment=enrolment.pk, activity=activity_id).order_by("-revision")
    return standing.values_list("note", flat=True).first() or ""
