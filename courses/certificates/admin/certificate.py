"""One certificate of the register."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from courses.certificates.admin.pages import show
from courses.certificates.admin.queries import history
from courses.certificates.integrity import differences
from courses.certificates.models import Certificate
from courses.certificates.queries import Status
from courses.certificates.render import text_in


@permission_required("certificates.register")
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the register knows of one certificate."""
    rows = visible_to(request.user, Certificate).select_related("enrolment__person", "enrolment__cohort__course")
    found = get_object_or_404(rows, pk=pk)
    lines = list(history(found))
    line = next(line for line in lines if line.pk == found.pk)
    revocation = getattr(line, "revocation", None)
    context: dict[str, Any] = {
        "certificate": line,
        "enrolment": found.enrolment,
        "part": text_in(line, get_language() or line.languages[0]),
        "history": lines,
        "revocation": revocation,
        "asked": line.correction_requests.filter(resolved_at=None).first(),
        "proposal": line.proposals.filter(confirmed_at=None).select_related("proposed_by").first(),
        "stands": line == lines[0],
        "differences": differences(line) if line.status == Status.DAMAGED else [],
        "may_renew": line == lines[0] and line.status in (Status.EXPIRED, Status.REVOKED) and not line.is_erased,
        "may_confirm": can(request.user, "certificates.confirm", revocation),
    }
    return show(request, "certificate", found.number, **context)
