"""Permissions on submissions."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import register_visible_to, rule, signed_in
from courses.assignments.models import Submission, SubmissionFile

REVIEW = "courses.review_submission"

rule("assignments.send")(signed_in)
rule("assignments.read")(signed_in)


@rule("assignments.review", permission=REVIEW)
def may_review(user: Any, submission: Any = None) -> bool:
    """Allow reviewing the work of others, never one's own."""
    return submission is None or submission.enrolment.person_id != user.pk


@register_visible_to(Submission)
def submissions(user: Any, rows: QuerySet) -> QuerySet:
    """Limit submissions to one's own; reviewers see those that others have sent too."""
    if not user.is_authenticated:
        return rows.none()
    own = Q(enrolment__person=user.pk)
    return rows.filter(own | ~Q(state=Submission.State.DRAFT)) if has_permission(user, REVIEW) else rows.filter(own)


@register_visible_to(SubmissionFile)
def files(user: Any, rows: QuerySet) -> QuerySet:
    """Limit files to those of the submissions that the person sees."""
    return rows.filter(submission__in=submissions(user, Submission.objects.all()))
