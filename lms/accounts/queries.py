"""Reads about a person."""

from typing import Any

from allauth.account.models import EmailAddress

from courses.assignments.models import Submission
from courses.certificates.models import Certificate
from courses.learning.models import Completion, Enrolment, Reflection
from courses.quizzes.models import Attempt
from lms.accounts.fields import QUESTIONS
from lms.accounts.models import User


def own_data(person: User) -> dict[str, Any]:
    """Everything kept about a person that she may take with her."""
    own_enrolment = {"enrolment__person": person}
    return {
        "account": {name: getattr(person, name) for name in ("email", *QUESTIONS, "date_joined", "last_login")},
        "addresses": _rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "enrolments": _rows(
            Enrolment.objects.filter(person=person),
            "cohort__course__code", "edition__number", "language", "enrolled_at", "finished_at",
        ),
        "completions": _rows(
            Completion.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "revision", "counts", "evidence", "minutes",
            "score", "note", "completed_at",
        ),
        "notes": _rows(
            Reflection.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "block", "text", "changed_at",
        ),
        "attempts": _rows(
            Attempt.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "number", "started_at", "submitted_at", "score",
            "passed",
        ),
        "submissions": _rows(
            Submission.objects.filter(**own_enrolment),
            "enrolment__cohort__course__code", "activity__key", "version", "state", "text", "sent_at",
            "review__accepted", "review__comment",
        ),
        "certificates": _rows(
            Certificate.objects.filter(**own_enrolment), "number", "holder", "titles", "issued_on", "valid_until_on",
        ),
    }  # fmt: skip


def _rows(rows: Any, *fields: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*fields))
