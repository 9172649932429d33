"""Who may learn: anybody reads an open course; what is recorded belongs to who is signed in."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import anybody, register_visible_to, rule, signed_in
from courses.learning.models import Enrolment

rule("learning.find")(anybody)
rule("learning.read")(anybody)
rule("learning.enrol")(signed_in)
rule("learning.continue")(signed_in)
rule("learning.complete")(signed_in)
rule("learning.reflect")(signed_in)


@register_visible_to(Enrolment)
def own(user: Any, rows: QuerySet) -> QuerySet:
    """One's own enrolments."""
    return rows.filter(person=user) if user.is_authenticated else rows.none()
