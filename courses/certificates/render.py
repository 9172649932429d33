"""A certificate as a PDF: one page in one or two languages, with the signed token attached."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.pdf.render import Attachment, render_page
from courses.certificates.eligibility import issuer_names_in, translation_in
from courses.certificates.models import Certificate
from courses.conf import setting
from courses.learning.models import Completion

STYLES = Path(__file__).parent / "certificate.css"
LARGE = ("1.18",)  # with one language there is room
SCALES = ("1", "0.9", "0.8", "0.68", "0.55")
QR_MASK = 3  # a fixed mask saves the search for the best of eight
ATTACHMENT = "certificate.json"


@dataclass(frozen=True, slots=True)
class PrintedText:
    """What is printed in one language."""

    language: str
    title: str
    issuer: str
    hours: str
    theory: str
    practice: str
    evidence: list[tuple[str, str]]


def render_certificate(certificate: Certificate) -> bytes:
    """The PDF/A-3a of a certificate. The same certificate gives the same bytes; no query is made."""
    with override(certificate.languages[0]):
        html = render_to_string("courses/certificates/pdf.html", pdf_context(certificate))
    claims = json.dumps(attachment_claims(certificate)).encode()
    attached = Attachment(ATTACHMENT, claims, "Signed claims", certificate.issued_on)
    scales = SCALES if len(certificate.languages) > 1 else LARGE + SCALES
    return render_page(html, styles=STYLES, attached=(attached,), identifier=certificate.number, scales=scales)


def attachment_claims(certificate: Certificate) -> dict[str, str]:
    """What lies in the PDF beside its page: the token, and name and salt to be held against its hash."""
    return {"token": certificate.token, "holder": certificate.holder, "salt": certificate.salt}


def pdf_context(certificate: Certificate) -> dict[str, Any]:
    """Everything that the template prints."""
    return {
        "certificate": certificate,
        "headings": headings(certificate.languages),
        "parts": [text_in(certificate, language) for language in certificate.languages],
        "signatories": [signatory(person, certificate.languages) for person in setting("SIGNATORIES")],
        "address": site_origin().partition("://")[2] + reverse("verify-short", args=[certificate.number]),
        "qr": qr_svg(certificate),
    }


def text_in(certificate: Certificate, language: str) -> PrintedText:
    """The words of a certificate in one language."""
    hour = certificate.minutes_per_hour
    labels = dict(Completion.Evidence.choices)
    with override(language):
        return PrintedText(
            language=language,
            title=certificate.title(language),
            issuer=translation_in(certificate.issuer_names or issuer_names_in([language]), language),
            hours=format_hours(certificate.minutes, hour),
            theory=format_hours(certificate.minutes_theory, hour),
            practice=format_hours(certificate.minutes_practice, hour),
            evidence=[
                (str(labels[key]), format_hours(value, hour)) for key, value in certificate.minutes_by_evidence.items()
            ],
        )


def headings(languages: list[str]) -> list[tuple[str, str]]:
    """The word "certificate" in each language, once where languages share it."""
    words: dict[str, str] = {}
    for language in languages:
        with override(language):
            words.setdefault(_("Certificate"), language)
    return [(language, word) for word, language in words.items()]


def format_hours(minutes: int, minutes_per_hour: int) -> str:
    """Minutes in hours of the course: "2 h 20 min"."""
    hours, rest = divmod(minutes, minutes_per_hour)
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def signatory(person: dict[str, dict[str, str]], languages: list[str]) -> dict[str, Any]:
    """Who signs: the name once where it is written alike, the position in each language."""
    positions = [(language, translation_in(person["position"], language)) for language in languages]
    return {
        "names": list(dict.fromkeys(translation_in(person["name"], code) for code in languages)),
        "positions": positions,
    }


def site_origin() -> str:
    """Where the site stands: "https://learn.example.org"."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def verification_url(certificate: Certificate) -> str:
    """The address in the QR: the public page with the salt, so that who holds the paper sees the name."""
    path = reverse("verify-short", args=[certificate.number])
    return f"{site_origin()}{path}?{urlencode({'s': certificate.salt})}"


def qr_svg(certificate: Certificate) -> SafeString:
    """The QR as SVG for the page; nothing in it comes from a person."""
    code = segno.make_qr(verification_url(certificate), error="m", mask=QR_MASK)
    svg = code.svg_inline(border=4, omitsize=True, dark="#16211f", light=None, svgclass="qr", lineclass=None)
    return mark_safe(svg)
