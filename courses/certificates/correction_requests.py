"""Changes of requests for a correction: a holder asks, who may correct settles."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.pdf.fonts import normalize_text
from courses import signals
from courses.certificates.eligibility import name_errors
from courses.certificates.integrity import ensure_intact
from courses.certificates.models import Certificate, CorrectionRequest
from courses.certificates.queries import Status, current_certificate
from courses.learning.models import Enrolment
from courses.people.names import tidy_name


@transaction.atomic
def ask_correction(*, certificate: Certificate, name: str, text: str) -> CorrectionRequest:
    """Store what the holder says is wrong, and tell who may correct it. One request waits at a time."""
    enrolment = Enrolment.objects.select_for_update().get(pk=certificate.enrolment_id)
    current = current_certificate(enrolment)
    if current.pk != certificate.pk or current.status == Status.REVOKED or current.is_erased:
        raise ValidationError(_("Only the certificate that stands can be corrected."), code="not-current")
    ensure_intact(current)
    if reasons := name_errors(tidy_name(name)):
        raise ValidationError(reasons)
    if not normalize_text(text):
        raise ValidationError(_("Say what is wrong."), code="text-missing")
    if open_correction_request(certificate):
        raise ValidationError(_("You have asked already. We will write to you."), code="asked")
    facts = {"name": tidy_name(name), "text": normalize_text(text)}
    request = CorrectionRequest.objects.create(certificate_id=certificate.pk, **facts)
    signals.correction_requested.send(CorrectionRequest, request=request)
    return request


@transaction.atomic
def refuse_correction(*, request: CorrectionRequest, refusal: str, by: Any) -> CorrectionRequest:
    """Say to the holder why it is not corrected."""
    if not normalize_text(refusal):
        raise ValidationError(_("Say why it is not corrected: the holder reads it."), code="refusal-missing")
    if not _resolve(request, by, normalize_text(refusal)):
        raise ValidationError(_("This request is settled already."), code="resolved")
    return request


def resolve_corrected(*, certificate: Certificate, corrected: Certificate, by: Any) -> None:
    """Close what the holder has asked, in the transaction that stores the corrected certificate."""
    if request := open_correction_request(certificate):
        _resolve(request, by, "", corrected)


def open_correction_request(certificate: Certificate) -> CorrectionRequest | None:
    """The request that waits for an answer."""
    return CorrectionRequest.objects.filter(certificate=certificate.pk, resolved_at=None).first()


def _resolve(request: CorrectionRequest, by: Any, refusal: str, corrected: Certificate | None = None) -> bool:
    waiting = CorrectionRequest.objects.filter(pk=request.pk, resolved_at=None)
    if not waiting.update(resolved_by=by, resolved_at=timezone.now(), refusal=refusal):
        return False
    request.refresh_from_db()
    signals.correction_resolved.send(CorrectionRequest, request=request, certificate=corrected)
    return True
