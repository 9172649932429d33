"""Who may check, hold and take certificates."""

from typing import Any

from django.db.models import QuerySet

from cms.access.permissions import had_permission_before, has_permission
from cms.access.policy import anybody, permission_rule, register_visible_to, rule, signed_in
from courses.certificates.models import Certificate, IssueProposal, Revocation

VIEW = "courses.view_certificate"
ISSUE = "courses.issue_certificate"
CORRECT = "courses.correct_certificate"
REVOKE = "courses.revoke_certificate"

rule("certificates.check")(anybody)
rule("certificates.hold")(signed_in)
permission_rule("certificates.register", VIEW)
permission_rule("certificates.issue", ISSUE)
permission_rule("certificates.correct", CORRECT)
rule("certificates.revoke", permission=REVOKE, of=Certificate)(anybody)


@rule("certificates.get")
def may_get(user: Any, enrolment: Any) -> bool:
    """Everybody takes their own certificate and nobody else's."""
    return signed_in(user) and (enrolment is None or enrolment.person_id == user.pk)


@register_visible_to(Certificate)
def visible(user: Any, rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """One's own; who may view the register sees all."""
    return rows if has_permission(user, VIEW) else rows.filter(enrolment__person=user.pk)


def is_second(user: Any, proposal: Any) -> bool:
    """Another person than who proposed it, and one who could have proposed it already then: nobody is given the right
    in order to confirm.
    """
    if proposal is None:
        return True
    return proposal.proposed_by_id != user.pk and had_permission_before(user, proposal.permission, proposal.proposed_at)


rule("certificates.confirm", permission=REVOKE, of=Revocation)(is_second)
rule("certificates.confirm_correction", permission=CORRECT, of=IssueProposal)(is_second)
rule("certificates.confirm_renewal", permission=ISSUE, of=IssueProposal)(is_second)
