"""Pages of the holder: the certificate, its file, the button that asks for it."""

import logging
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from courses.certificates.correction_requests import ask_correction
from courses.certificates.eligibility import name_errors, printed_name
from courses.certificates.files import open_file
from courses.certificates.forms import CorrectionRequestForm
from courses.certificates.models import Certificate
from courses.certificates.queries import has_confirmed_name, register
from courses.certificates.render import verification_url
from courses.certificates.services import UNCONFIRMED, issue
from courses.certificates.services import confirm_name as confirm
from courses.conf import setting
from courses.learning.models import Enrolment

log = logging.getLogger(__name__)
MAY_ASK = {Certificate.Status.VALID, Certificate.Status.EXPIRED}
NOT_NOW = _("The file cannot be made just now. The certificate is valid all the same; please try again later.")


@permission_required("certificates.hold")
@require_GET
@never_cache
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Announces the certificate to its holder: download, share, what to do if something is wrong."""
    return _announce(
        request, get_object_or_404(register(visible_to(request.user, Certificate).select_related("enrolment")), pk=pk)
    )


@permission_required("certificates.hold")
@require_POST
@never_cache
def request_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder says what is wrong; it is stored, and whoever may correct it is told."""
    own = Certificate.objects.filter(enrolment__person=cast(int, request.user.pk))
    found = get_object_or_404(register(own.select_related("enrolment")), pk=pk)
    form = CorrectionRequestForm(request.POST)
    if not form.is_valid():
        return _announce(request, found, form, status=422)
    try:
        ask_correction(certificate=found, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _announce(request, found, form, status=409)
    messages.success(request, gettext("Your request is with the administrator. We will write to you."))
    return redirect("certificate", pk=pk)


def _announce(request: HttpRequest, found: Any, form: Any = None, status: int = 200) -> HttpResponse:
    context = {
        "certificate": found,
        "link": verification_url(found),
        "contact": setting("CONTACT_EMAIL"),
        "asked": found.correction_requests.order_by("-asked_at").first(),
        "may_ask": found.status in MAY_ASK and not found.is_erased and found.enrolment.person_id == request.user.pk,
        "form": form or CorrectionRequestForm(initial={"name": found.holder}),
    }
    return render(request, "courses/certificates/certificate.html", context, status=status)


@permission_required("certificates.hold")
@require_GET
@never_cache
def certificate_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF; rendered now if no worker has done it yet."""
    found = get_object_or_404(visible_to(request.user, Certificate), pk=pk)
    try:
        pdf = open_file(found)
    except ValidationError as refusal:
        if refusal.code == "erased":
            raise Http404(refusal.message) from refusal
        return no_file(request, found, refusal.message, status=409)
    except OSError:
        log.exception("the file of certificate %s cannot be stored or read", found.pk)
        return no_file(request, found, NOT_NOW, status=503)
    return FileResponse(pdf, as_attachment=True, filename=f"{found.number}.pdf", content_type="application/pdf")


def no_file(request: HttpRequest, certificate: Certificate, reason: Any, status: int) -> HttpResponse:
    """Says why there is none."""
    context = {"certificate": certificate, "reason": reason, "contact": setting("CONTACT_EMAIL")}
    return render(request, "courses/certificates/no_file.html", context, status=status)


@permission_required("certificates.get")
@require_POST
def get_certificate(request: HttpRequest, enrolment: int) -> HttpResponse:
    """The learner's button. Pressed again it leads to the same certificate; refused, it says what is missing."""
    found = get_object_or_404(Enrolment.objects.select_related("person", "cohort__course", "edition"), pk=enrolment)
    if not can(request.user, "certificates.get", found):
        raise Http404
    try:
        issued = issue(enrolment=found)
    except ValidationError as refusal:
        if {reason.code for reason in refusal.error_list} == {UNCONFIRMED}:
            return redirect("confirm-name")
        return render(request, "courses/certificates/not_yet.html", refused_context(found, refusal), status=409)
    with override(getattr(found.person, "language", "") or found.language):
        return redirect("certificate", pk=issued.pk)


@permission_required("certificates.hold")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm_name(request: HttpRequest) -> HttpResponse:
    """Shows the holder their name as it will be printed. The yes is to the name that was shown, and leads to what was
    issued with it.
    """
    person = get_user_model()._default_manager.get(pk=cast(int, request.user.pk))
    if request.method != "POST":
        return _ask_for_name(request, person, name_errors(printed_name(person)))
    try:
        issued = confirm(person=person, name=request.POST.get("name", ""))
    except ValidationError as refusal:
        return _ask_for_name(request, person, refusal.error_list, status=409)
    if len(issued) == 1:
        return redirect("certificate", pk=issued[0].pk)
    messages.success(request, _after_yes(len(issued)))
    return redirect(settings.LOGIN_REDIRECT_URL if issued else setting("PROFILE_URL"))


def _ask_for_name(request: HttpRequest, person: Any, reasons: list[ValidationError], status: int = 200) -> HttpResponse:
    context = {
        "name": printed_name(person),
        "confirmed": has_confirmed_name(person),
        "reasons": ValidationError(reasons).messages,
        "printable": not name_errors(printed_name(person)),
        "profile": resolve_url(setting("PROFILE_URL")),
    }
    return render(request, "courses/certificates/confirm_name.html", context, status=status)


def _after_yes(issued: int) -> str:
    if not issued:
        return gettext("Your name is confirmed. Certificates will bear it.")
    told = ngettext(
        "Your name is confirmed, and %(count)s certificate is issued.",
        "Your name is confirmed, and %(count)s certificates are issued.",
        issued,
    )
    return told % {"count": issued}


def refused_context(enrolment: Enrolment, refusal: ValidationError) -> dict[str, Any]:
    """The reasons, and where the name is given if that is one of them."""
    name_needed = any(str(reason.code).startswith("holder") for reason in refusal.error_list)
    profile = resolve_url(setting("PROFILE_URL"))
    return {"enrolment": enrolment, "reasons": refusal.messages, "name_needed": name_needed, "profile": profile}
