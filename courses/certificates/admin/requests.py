"""What holders say is wrong with their certificates."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from courses.certificates.admin.forms import RefusalForm
from courses.certificates.admin.pages import show
from courses.certificates.correction_requests import refuse_correction
from courses.certificates.models import Certificate, CorrectionRequest


@permission_required("certificates.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correction_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: correct the certificate, or say here why not."""
    rows = CorrectionRequest.objects.select_related("certificate", "resolved_by")
    found = get_object_or_404(rows, pk=pk, certificate__in=visible_to(request.user, Certificate))
    form = RefusalForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method != "POST" else 422
    if form.is_valid():
        try:
            refuse_correction(request=found, refusal=form.cleaned_data["refusal"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            messages.success(request, _("The holder gets a letter with your answer."))
            return redirect("register-requests")
    crumb = (reverse("register-requests"), _("Requests for a correction"))
    context = {"certificate": found.certificate, "asked": found, "form": form}
    return show(request, "request", found.certificate.number, crumb, status=status, **context)
