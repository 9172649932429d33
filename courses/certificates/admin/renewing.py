"""Issue the next certificate after one that has expired, or propose it after one that was revoked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from courses.certificates.admin.forms import OrderForm, RenewalProposalForm
from courses.certificates.admin.pages import PROPOSED, show
from courses.certificates.models import Certificate
from courses.certificates.queries import register, renewal_needs_two
from courses.certificates.services import propose_renewal, renew


@permission_required("certificates.issue")
@require_http_methods(["GET", "HEAD", "POST"])
def renew_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The course must still be finished; where one already stands again, the page leads to that."""
    rows = visible_to(request.user, Certificate).select_related("enrolment__cohort__course", "enrolment__person")
    found = get_object_or_404(register(rows), pk=pk)
    needs_two = renewal_needs_two(found)
    kind = RenewalProposalForm if needs_two else OrderForm
    form = kind(request.POST if request.method == "POST" else None, course=found.enrolment.cohort.course)
    if request.method != "POST":
        return _show(request, found, form)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    facts = {"enrolment": found.enrolment, "by": request.user, **form.cleaned_data}
    try:
        if needs_two:
            propose_renewal(**facts)
            messages.success(request, PROPOSED)
            return redirect("register-certificate", found.pk)
        new = renew(**facts)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _show(request, found, form, status=409)
    messages.success(request, _("The certificate that stands is %(number)s.") % {"number": new.number})
    return redirect("register-certificate", new.pk)


def _show(request: HttpRequest, found: Any, form: OrderForm, **more: Any) -> HttpResponse:
    crumb = (reverse("register-certificate", args=[found.pk]), found.number)
    context: dict[str, Any] = {
        "intro": _(
            "The new certificate gets a number of its own and the name, titles and hours of today. The present one "
            "keeps its status."
        ),
        "submit": _("Issue a new one"),
    }
    if isinstance(form, RenewalProposalForm):
        context["submit"] = _("Propose to issue a new one")
        context["notice"] = _(
            "After a revocation, or in another name than before, it is issued once another administrator confirms."
        )
    return show(request, "form", _("Issue a new one"), crumb, certificate=found, form=form, **context, **more)
