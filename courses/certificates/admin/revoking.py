"""Take a certificate back: one administrator proposes, another confirms."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import guarded
from cms.access.policy import can, scope
from courses.certificates.admin.forms import RevocationForm
from courses.certificates.admin.pages import page_of, show
from courses.certificates.admin.queries import waiting_revocations
from courses.certificates.models import Certificate, Revocation
from courses.certificates.queries import register
from courses.certificates.services import confirm_revocation, propose_revocation, withdraw_revocation


@guarded("certificates.revoke")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of the two: says why."""
    found = get_object_or_404(register(scope(request.user, Certificate)), pk=pk)
    form = RevocationForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method != "POST" else 422
    if form.is_valid():
        try:
            propose_revocation(certificate=found, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            messages.success(request, _("Proposed. It is valid until another administrator confirms."))
            return redirect("register-certificate", found.pk)
    crumb = (reverse("register-certificate", args=[found.pk]), found.number)
    return show(request, "revoke", _("Revoke"), crumb, status=status, certificate=found, form=form)


@guarded("certificates.revoke")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Proposals that wait for the second person."""
    return show(request, "revocations", _("Proposed revocations"), page=page_of(request, waiting_revocations(), 50))


@guarded("certificates.confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of the two. Who proposed it reads that it must be another."""
    rows = Revocation.objects.select_related("proposed_by", "confirmed_by")
    revocation = get_object_or_404(rows, pk=pk, certificate__in=scope(request.user, Certificate))
    if request.method != "POST":
        return _ask(request, revocation)
    try:
        confirm_revocation(revocation=revocation, by=request.user)
    except ValidationError as refusal:
        return _ask(request, revocation, status=409, refusal=refusal.messages)
    messages.success(request, _("Revoked. The public page says so from now on."))
    return redirect("register-certificate", revocation.certificate_id)


@guarded("certificates.revoke")
@require_http_methods(["POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal made by mistake goes; the certificate stays as it was."""
    rows = Revocation.objects.select_related("proposed_by", "confirmed_by", "certificate")
    revocation = get_object_or_404(rows, pk=pk, certificate__in=scope(request.user, Certificate))
    try:
        certificate = withdraw_revocation(revocation=revocation, by=request.user)
    except ValidationError as refusal:
        return _ask(request, revocation, status=409, refusal=refusal.messages)
    messages.success(request, _("The proposal is taken back. The certificate stays valid."))
    return redirect("register-certificate", certificate.pk)


def _ask(request: HttpRequest, revocation: Revocation, **more: Any) -> HttpResponse:
    context = {
        "revocation": revocation,
        "certificate": register().get(pk=revocation.certificate_id),
        "may_confirm": can(request.user, "certificates.confirm", revocation),
        **more,
    }
    crumb = (reverse("register-revocations"), _("Proposed revocations"))
    return show(request, "revocation", _("Confirm the revocation"), crumb, **context)
