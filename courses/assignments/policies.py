"""Who sends, who reads, who reviews practical work."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.policy import register_visible_to, rule, signed_in
from cms.access.rights import holds
from courses.assignments.models import Submission, SubmissionFile

REVIEW = "courses.review_submission"

rule("assignments.send")(signed_in)
rule("assignments.read")(signed_in)


@rule("assignments.review", permission=REVIEW)
def may_review(user: Any, submission: Any = None) -> bool:
    """Nobody their own."""
    return submission is None or submission.enrolment.person_id != user.pk


@register_visible_to(Submission)
def submissions(user: Any, rows: QuerySet) -> QuerySet:
    """One's own; who reviews sees what others have sent."""
    if not user.is_authenticated:
        return rows.none()
    own = Q(enrolment__person=user.pk)
    return rows.filter(own | ~Q(state=Submission.State.DRAFT)) if holds(user, REVIEW) else rows.filter(own)


@register_visible_to(SubmissionFile)
def files(user: Any, rows: QuerySet) -> QuerySet:
    """The files of the versions that a person sees."""
    return rows.filter(submission__in=submissions(user, Submission.objects.all()))
