"""The site's side of the proof of forgery: one certificate, and everything that is tried on it."""

import io
import random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.certificates import keys
from courses.certificates.files import ensure_file, open_file
from courses.certificates.models import Certificate
from courses.certificates.offline import prove_file
from courses.certificates.tokens import BadToken, prove
from courses.certificates.verification import numbered
from tests.courses.certificates import forging
from tests.factories import certified


def issue_one(name: str) -> str:
    """A certificate with its file; its number."""
    certificate = certified(name)
    ensure_file(certificate)
    return certificate.number


def try_tokens(number: str) -> dict[str, int]:
    """Every change of one character, and every trick; how many were proved, and how many a naive check accepts."""
    certificate = Certificate.objects.get(number=number)
    trusted = keys.by_id(keys.published())
    forged = forging.forged_tokens(certificate.token, trusted[certificate.key_id])
    tried = [*forging.changed_characters(certificate.token), *forged.values()]
    naive = forging.naive_check(trusted[certificate.key_id])
    return {
        "true_proved": int(_proves(certificate.token, trusted)),
        "tried": len(tried),
        "accepted": sum(_proves(token, trusted) for token in tried),
        "naive_accepted": sum(naive(token) for token in tried),
    }


def _proves(token: str, trusted: Any) -> bool:
    try:
        return bool(prove(token, trusted))
    except BadToken:
        return False


def try_files(number: str, count: int) -> dict[str, int]:
    """So many files with one changed byte, each by the page of the site and offline; how many were accepted.

    A naive check that trusts the number inside accepts most of them.
    """
    certificate = Certificate.objects.get(number=number)
    with open_file(certificate) as file:
        pdf = file.read()
    changed = list(forging.changed_bytes(pdf, count, random.Random(count)))
    return {
        "true_accepted": int(_case(pdf, 0) == "unchanged"),
        "accepted": sum(_case(file, n) == "unchanged" for n, file in enumerate(changed, start=1)),
        "other_claims": sum(_proves_other_claims(file, certificate) for file in changed),
        "naive_accepted": sum(numbered(file) == number for file in changed),
    }


def _case(pdf: bytes, visitor: int) -> str:
    """What the page says of an upload; each from an address of its own, since one may not try so often."""
    address = f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}"
    answer = Client(REMOTE_ADDR=address).post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", pdf)})
    page = answer.content.decode()
    return next(case for case in ("unchanged", "changed", "foreign") if f'data-case="{case}"' in page)


def _proves_other_claims(pdf: bytes, certificate: Certificate) -> bool:
    trusted = keys.by_id(keys.published())
    try:
        claims, holder = prove_file(io.BytesIO(pdf), trusted)
    except BadToken:
        return False
    return (claims, holder) != (prove(certificate.token, trusted), certificate.holder)
