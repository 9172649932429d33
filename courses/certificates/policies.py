"""Who may check, hold and take certificates."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import anybody, rule, scoped, signed_in
from courses.certificates.models import Certificate
from courses.people.policies import is_administrator

rule("certificates.check")(anybody)
rule("certificates.hold")(signed_in)
for action in ("register", "issue", "correct", "revoke"):
    rule(f"certificates.{action}")(is_administrator)


@rule("certificates.get")
def may_get(user: Any, enrolment: Any) -> bool:
    """Everybody takes her own certificate and nobody else's."""
    return signed_in(user) and (enrolment is None or enrolment.person_id == user.pk)


@scoped(Certificate)
def visible(user: Any, rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """One's own; an administrator answers for all."""
    return rows if is_administrator(user) else rows.filter(enrolment__person=user.pk)


@rule("certificates.confirm")
def may_confirm(user: Any, revocation: Any) -> bool:
    """Another administrator than who proposed it."""
    return is_administrator(user) and (revocation is None or revocation.proposed_by_id != user.pk)
