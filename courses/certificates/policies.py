"""Who may check, hold and take certificates."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import anybody, permission_rule, rule, scoped, signed_in
from cms.access.rights import held_before, holds
from courses.certificates.models import Certificate, Revocation

VIEW = "courses.view_certificate"
REVOKE = "courses.revoke_certificate"

rule("certificates.check")(anybody)
rule("certificates.hold")(signed_in)
permission_rule("certificates.register", VIEW)
permission_rule("certificates.issue", "courses.issue_certificate")
permission_rule("certificates.correct", "courses.correct_certificate")
rule("certificates.revoke", permission=REVOKE, of=Certificate)(anybody)


@rule("certificates.get")
def may_get(user: Any, enrolment: Any) -> bool:
    """Everybody takes their own certificate and nobody else's."""
    return signed_in(user) and (enrolment is None or enrolment.person_id == user.pk)


@scoped(Certificate)
def visible(user: Any, rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """One's own; who may view the register sees all."""
    return rows if holds(user, VIEW) else rows.filter(enrolment__person=user.pk)


@rule("certificates.confirm", permission=REVOKE, of=Revocation)
def may_confirm(user: Any, revocation: Any) -> bool:
    """Another person than who proposed it, and one who could have proposed it already then: nobody is given the right
    in order to confirm.
    """
    if revocation is None:
        return True
    return revocation.proposed_by_id != user.pk and held_before(user, REVOKE, revocation.proposed_at)
