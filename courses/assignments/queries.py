"""Reads about practical tasks that a facilitator checks."""

from dataclasses import dataclass

from django.db.models import QuerySet

from courses.assignments.models import Submission
from courses.learning.models import Enrolment

State = Submission.State


@dataclass(frozen=True, slots=True)
class Room:
    """A task between a learner and her facilitator: what was sent, newest first, and the open draft."""

    sent: list[Submission]
    draft: Submission | None

    @property
    def open(self) -> bool:
        """May she write a version now?"""
        return not self.sent or self.sent[0].state == State.RETURNED

    @property
    def text(self) -> str:
        """What a form begins with: the draft, else the version that was returned."""
        if self.draft:
            return self.draft.text
        return self.sent[0].text if self.sent else ""

    @property
    def edit(self) -> int:
        """The number of the draft that a form is written against."""
        return self.draft.edit if self.draft else 0


def room(enrolment: Enrolment, activity_id: int) -> Room:
    """Two queries: versions with their reviews, and their files."""
    rows = Submission.objects.filter(enrolment=enrolment.pk, activity=activity_id)
    versions = list(rows.select_related("review").prefetch_related("files").order_by("-version"))
    draft = versions.pop(0) if versions and versions[0].state == State.DRAFT else None
    return Room(versions, draft)


def with_whom(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """With the learner, the course, the task's name at hand, and the files."""
    return rows.select_related("enrolment__person", "enrolment__edition__course", "activity").prefetch_related("files")
