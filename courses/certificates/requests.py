"""Changes of requests for a correction: a holder asks, who may correct settles."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.pdf.fonts import normalize_text
from courses import signals
from courses.certificates.facts import against_name
from courses.certificates.integrity import refuse_fault
from courses.certificates.models import Certificate, CorrectionRequest
from courses.certificates.queries import Status, standing
from courses.learning.models import Enrolment
from courses.people.names import tidy_name


@transaction.atomic
def ask_correction(*, certificate: Certificate, name: str, text: str) -> CorrectionRequest:
    """Store what the holder says is wrong, and tell who may correct it. One request waits at a time."""
    enrolment = Enrolment.objects.select_for_update().get(pk=certificate.enrolment_id)
    present = standing(enrolment)
    if present.pk != certificate.pk or present.status == Status.REVOKED or present.is_erased:
        raise ValidationError(_("Only the certificate that stands can be corrected."), code="not-standing")
    refuse_fault(present)
    if reasons := against_name(tidy_name(name)):
        raise ValidationError(reasons)
    if not normalize_text(text):
        raise ValidationError(_("Say what is wrong."), code="text-missing")
    if open_request(certificate):
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
    if not _settle(request, by, normalize_text(refusal)):
        raise ValidationError(_("This request is settled already."), code="settled")
    return request


def settle_corrected(*, certificate: Certificate, corrected: Certificate, by: Any) -> None:
    """Close what the holder has asked, in the transaction that stores the corrected certificate."""
    if request := open_request(certificate):
        _settle(request, by, "", corrected)


def open_request(certificate: Certificate) -> CorrectionRequest | None:
    """The request that waits for an answer."""
    return CorrectionRequest.objects.filter(certificate=certificate.pk, settled_at=None).first()


def _settle(request: CorrectionRequest, by: Any, refusal: str, corrected: Certificate | None = None) -> bool:
    waiting = CorrectionRequest.objects.filter(pk=request.pk, settled_at=None)
    if not waiting.update(settled_by=by, settled_at=timezone.now(), refusal=refusal):
        return False
    request.refresh_from_db()
    signals.correction_settled.send(CorrectionRequest, request=request, certificate=corrected)
    return True
