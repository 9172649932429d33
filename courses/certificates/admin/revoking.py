"""Propose to take a certificate back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from courses.certificates.admin.forms import RevocationForm
from courses.certificates.admin.pages import show
from courses.certificates.models import Certificate
from courses.certificates.queries import register
from courses.certificates.services import propose_revocation


@permission_required("certificates.revoke")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of the two: says why."""
    found = get_object_or_404(register(visible_to(request.user, Certificate)), pk=pk)
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
    context = {
        "certificate": found,
        "form": form,
        "intro": _(
            "You propose; another administrator confirms. Until then the certificate is valid. Once revoked it stays "
            "so, and the public page says it to everybody."
        ),
        "submit": _("Propose to revoke"),
        "serious": True,
    }
    return show(request, "form", _("Revoke"), crumb, status=status, **context)
