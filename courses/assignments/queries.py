"""Querysets and reads of submissions to practical tasks."""

from dataclasses import dataclass

from django.db.models import QuerySet

from courses.assignments.models import Submission
from courses.learning.models import Enrolment

State = Submission.State


@dataclass(frozen=True, slots=True)
class SubmissionThread:
    """All that a learner has sent for a task, the newest first, and the open draft."""

    sent: list[Submission]
    draft: Submission | None

    @property
    def open(self) -> bool:
        """Whether the learner may write a version now."""
        return not self.sent or self.sent[0].state == State.RETURNED

    @property
    def text(self) -> str:
        """The text that the form begins with: the draft's, else that of the version that was returned."""
        if self.draft:
            return self.draft.text
        return self.sent[0].text if self.sent else ""

    @property
    def edit(self) -> int:
        """The number of the draft that a form is written against."""
        return self.draft.edit if self.draft else 0


def submission_thread(enrolment: Enrolment, activity_id: int) -> SubmissionThread:
    """Load the thread of an enrolment and a task in two queries: versions with their reviews, and their files."""
    rows = Submission.objects.filter(enrolment=enrolment.pk, activity=activity_id)
    versions = list(rows.select_related("review").prefetch_related("files").order_by("-version"))
    draft = versions.pop(0) if versions and versions[0].state == State.DRAFT else None
    return SubmissionThread(versions, draft)


def with_learner(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Fetch the learner, the course, the task and the files along with the submissions."""
    return rows.select_related("enrolment__person", "enrolment__edition__course", "activity").prefetch_related("files")
