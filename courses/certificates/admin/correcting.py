"""Correct what a certificate says: form, preview of what changes, confirmation."""

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
from courses.certificates.admin.forms import CorrectionForm
from courses.certificates.admin.pages import PROPOSED, show
from courses.certificates.models import Certificate
from courses.certificates.queries import register
from courses.certificates.services import correct, propose_correction


@permission_required("certificates.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """A correction is a certificate of its own number; the present one is replaced."""
    found = get_object_or_404(register(visible_to(request.user, Certificate).select_related("enrolment")), pk=pk)
    if request.method != "POST" or "back" in request.POST:
        return _show_form(request, found, CorrectionForm(initial=_typed(request), certificate=found))
    form = CorrectionForm(request.POST, certificate=found)
    if not form.is_valid():
        return _show_form(request, found, form, status=422)
    if "confirmed" not in request.POST:
        return _show(request, "correct_preview", found, form=form)
    return _correct(request, found, form)


def _correct(request: HttpRequest, found: Certificate, form: CorrectionForm) -> HttpResponse:
    facts = {"certificate": found, "by": request.user, "reason": form.cleaned_data["reason"], **form.changes}
    try:
        if form.needs_two:
            propose_correction(**facts)
            messages.success(request, PROPOSED)
            return redirect("register-certificate", found.pk)
        new = correct(**facts)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _show_form(request, found, form, status=409)
    messages.success(request, _("Corrected. The new certificate is %(number)s.") % {"number": new.number})
    return redirect("register-certificate", new.pk)


def _typed(request: HttpRequest) -> dict[str, str]:
    """What a request of the holder fills in; coming back from the preview, what was typed."""
    return request.POST.dict() or {name: request.GET[name] for name in ("holder", "reason") if name in request.GET}


def _show_form(request: HttpRequest, found: Any, form: CorrectionForm, status: int = 200) -> HttpResponse:
    intro = _(
        "The corrected certificate gets a number of its own; the public page of the present one says that it is "
        "replaced. The holder gets a letter with the new one."
    )
    return _show(request, "form", found, form=form, intro=intro, submit=_("Look at what changes"), status=status)


def _show(request: HttpRequest, name: str, found: Any, **context: Any) -> HttpResponse:
    crumb = (reverse("register-certificate", args=[found.pk]), found.number)
    return show(request, name, _("Correct"), crumb, certificate=found, **context)
