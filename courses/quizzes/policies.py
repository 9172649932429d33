"""Who may take a quiz: a learner her own attempts, and nobody else."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import register_visible_to, rule, signed_in
from courses.quizzes.models import Attempt

rule("quizzes.start")(signed_in)
rule("quizzes.attempt")(signed_in)
rule("quizzes.submit")(signed_in)


@register_visible_to(Attempt)
def own(user: Any, rows: QuerySet) -> QuerySet:
    """One's own attempts."""
    return rows.filter(enrolment__person=user) if user.is_authenticated else rows.none()
