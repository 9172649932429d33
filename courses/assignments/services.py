"""Changes of submissions: save a draft, send it, review it."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.access.policy import can
from cms.media.uploads import Upload
from courses import signals
from courses.assignments.models import Review, Submission, SubmissionFile
from courses.learning.models import Completion, Enrolment
from courses.learning.services import complete
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import EditionItem

State = Submission.State


class NotOpenError(Exception):
    """Raised where a submission cannot be changed: it was sent, accepted or reviewed already."""


class SavedDraft(NamedTuple):
    """The draft as it is stored now; `written` is False where the stored text is not that of the form."""

    draft: Submission
    written: bool


@transaction.atomic
def save_draft(
    *,
    enrolment: Enrolment,
    item: EditionItem,
    title: str,
    edit: int,
    text: str,
    uploads: Iterable[Upload] = (),
    remove: Iterable[int] = (),
) -> SavedDraft:
    """Save text and files as the draft of the next version.

    `edit` is the number of the draft that the writer saw, 0 for none. Where the draft was changed since, in another
    window or on another device, the stored text remains and the files are added all the same: nothing is overwritten
    unseen, nothing uploaded is lost. Raise NotOpenError while a version waits or is accepted.
    """
    if not ITEM_KINDS[item.kind].takes_submissions(item):
        raise PermissionDenied
    draft = _draft(enrolment, item)
    written = draft.edit == edit
    if written:
        draft.title, draft.text, draft.edit, draft.changed_at = title, text, edit + 1, timezone.now()
        draft.save()
        _remove(draft, remove)
    for upload in uploads:
        SubmissionFile.objects.create(
            submission=draft, file=upload.file, name=upload.name, content_type=upload.content_type, size=upload.size
        )
    return SavedDraft(draft, written)


def _remove(draft: Submission, files: Iterable[int]) -> None:
    for file in draft.files.filter(pk__in=list(files)):
        file.delete()
        transaction.on_commit(partial(file.file.delete, save=False))


def _draft(enrolment: Enrolment, item: EditionItem) -> Submission:
    """Return the open draft, or a new next version, with the enrolment locked. Raise NotOpenError."""
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    last = Submission.objects.filter(enrolment=enrolment, activity=item.activity_id).order_by("-version").first()
    if last and last.state == State.DRAFT:
        return last
    if last and last.state != State.RETURNED:
        raise NotOpenError
    return Submission(enrolment=enrolment, activity_id=item.activity_id, version=last.version + 1 if last else 1)


@transaction.atomic
def send(*, draft: Submission) -> Submission:
    """Send the draft as it was saved. Raise NotOpenError for the second of two that send at once."""
    same = Submission.objects.filter(pk=draft.pk, state=State.DRAFT, edit=draft.edit)
    if not same.update(state=State.SENT, sent_at=timezone.now()):
        raise NotOpenError
    draft.refresh_from_db()
    signals.submission_sent.send(Submission, submission=draft)
    return draft


@transaction.atomic
def review(*, submission: Submission, by: Any, accepted: bool, comment: str) -> Review:
    """Accept a version, which completes the task, or return it with a comment.

    Raise PermissionDenied (nobody reviews their own), or NotOpenError when it was reviewed already.
    """
    if not can(by, "assignments.review", submission):
        raise PermissionDenied
    state = State.ACCEPTED if accepted else State.RETURNED
    if not Submission.objects.filter(pk=submission.pk, state=State.SENT).update(state=state):
        raise NotOpenError
    answer = Review.objects.create(submission=submission, reviewer=by, accepted=accepted, comment=comment)
    if accepted:
        _complete(submission, by)
    signals.submission_reviewed.send(Review, review=answer)
    return answer


def _complete(submission: Submission, by: Any) -> None:
    """Complete the item of the learner's edition; a newer edition may no longer have it, and then nothing is done."""
    enrolment = submission.enrolment
    item = EditionItem.objects.filter(edition=enrolment.edition_id, activity=submission.activity_id).first()
    if item:
        complete(enrolment=enrolment, item=item, evidence=Completion.Evidence.ACCEPTED, by=by)
