"""Reads about what a person learns."""

from collections.abc import Iterable

from django.utils import timezone

from courses.learning.models import Completion, Enrolment
from courses.learning.progress import Done, Item, Progress, evaluate
from courses.syllabus.queries import outline


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
