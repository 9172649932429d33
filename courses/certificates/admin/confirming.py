"""What one administrator has proposed, and another confirms."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.access.permissions import has_permission
from cms.access.policy import can, visible_to
from courses.certificates.admin.pages import show
from courses.certificates.eligibility import holder_name
from courses.certificates.models import Certificate, IssueProposal, Revocation, TwoPersonProposal
from courses.certificates.queries import register
from courses.certificates.services import confirm_issue, confirm_revocation, withdraw

CONFIRM = {
    IssueProposal.Kind.CORRECT: "certificates.confirm_correction",
    IssueProposal.Kind.RENEW: "certificates.confirm_renewal",
}


@permission_required("certificates.confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of the two who take a certificate back."""
    found = _found(request, Revocation, pk)
    if request.method != "POST":
        return _ask(request, found)
    try:
        confirm_revocation(revocation=found, by=request.user)
    except ValidationError as refusal:
        return _ask(request, found, status=409, refusal=refusal.messages)
    messages.success(request, _("Revoked. The public page says so from now on."))
    return redirect("register-certificate", found.certificate.pk)


@permission_required("certificates.register")
@require_http_methods(["GET", "HEAD", "POST"])
def issue_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of the two who issue in another name, or after a revocation."""
    found = _found(request, IssueProposal, pk)
    if request.method != "POST":
        return _ask(request, found)
    try:
        new = confirm_issue(proposal=found, by=request.user)
    except ValidationError as refusal:
        return _ask(request, found, status=409, refusal=refusal.messages)
    messages.success(request, _("The certificate that stands is %(number)s.") % {"number": new.number})
    return redirect("register-certificate", new.pk)


@permission_required("certificates.revoke")
@require_http_methods(["POST"])
def withdraw_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal made by mistake goes; the certificate stays as it was."""
    return _withdraw(request, _found(request, Revocation, pk))


@permission_required("certificates.register")
@require_http_methods(["POST"])
def withdraw_issue_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """As that of a revocation; by who could have made it."""
    found = _found(request, IssueProposal, pk)
    if not has_permission(request.user, found.permission):
        raise PermissionDenied
    return _withdraw(request, found)


def _withdraw(request: HttpRequest, proposal: TwoPersonProposal) -> HttpResponse:
    try:
        certificate = withdraw(proposal=proposal, by=request.user)
    except ValidationError as refusal:
        return _ask(request, proposal, status=409, refusal=refusal.messages)
    messages.success(request, _("The proposal is taken back. The certificate stays as it is."))
    return redirect("register-certificate", certificate.pk)


def _found(request: HttpRequest, model: Any, pk: int) -> Any:
    rows = model.objects.select_related("proposed_by", "confirmed_by", "certificate__enrolment__person")
    return get_object_or_404(rows, pk=pk, certificate__in=visible_to(request.user, Certificate))


def _ask(request: HttpRequest, proposal: Any, **more: Any) -> HttpResponse:
    is_revocation = isinstance(proposal, Revocation)
    action = "certificates.confirm" if is_revocation else CONFIRM[proposal.kind]
    context = {
        "proposal": proposal,
        "certificate": register().get(pk=proposal.certificate_id),
        "may_confirm": can(request.user, action, proposal),
        "is_revocation": is_revocation,
        "withdraw": reverse("register-withdraw" if is_revocation else "register-proposal-withdraw", args=[proposal.pk]),
        "name_now": holder_name(proposal.certificate.enrolment),
        **more,
    }
    crumb = (reverse("register-proposals"), _("Proposals"))
    title = _("Confirm the revocation") if is_revocation else _("Confirm the certificate")
    return show(request, "proposal", title, crumb, **context)
