"""What anybody is told about a certificate, by its number, its paper or its file."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from courses.certificates.models import Certificate
from courses.certificates.name_hashing import initials_of, name_matches
from courses.certificates.number_format import LONGEST, format_number, lookup_keys
from courses.certificates.queries import by_file, by_number, number_was_issued
from courses.conf import setting

Status = Certificate.Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. Without a certificate there is nothing to be believed, and so no fact to be shown.

    `by_paper`: who asks has shown the salt of the paper, and so may read the name.
    """

    number: str
    status: str
    certificate: Any = None
    by_paper: bool = False
    holder: str = ""

    @property
    def label(self) -> str:
        """The status in the reader's words."""
        return str(Status(self.status).label)

    @property
    def may_compare(self) -> bool:
        """Has the holder been erased, so that only the name on the paper can be held against the hash?"""
        return bool(self.certificate and self.certificate.is_erased and not self.by_paper)


def verdict_on_number(number: str, *, salt: str = "", name: str = "") -> Verdict:
    """Look a number up. The name is shown for the salt; after an erasure, the name on the paper is compared."""
    certificate = by_number(number)
    if certificate is None:
        return _verdict_without_certificate(number)
    return _verdict_on(certificate, *_shown_name(certificate, salt, name))


def _verdict_without_certificate(number: str) -> Verdict:
    """A number that was given has a line for ever: where it is gone, somebody took it out."""
    if not lookup_keys(number):
        return Verdict(number[:LONGEST], Status.MALFORMED)
    return Verdict(format_number(number), Status.DAMAGED if number_was_issued(number) else Status.UNKNOWN)


def _verdict_on(certificate: Any, by_paper: bool, holder: str) -> Verdict:
    """The verdict on a line that is what was signed. One that is not is told without any of its facts; so is one that
    a newer line replaces which itself is not.
    """
    newer = by_number(certificate.newer) if certificate.status == Status.REPLACED else certificate
    for line in (certificate, newer):
        if not line.is_intact:
            return Verdict(certificate.number, line.status)
    return Verdict(certificate.number, certificate.status, certificate, by_paper, holder)


def _shown_name(certificate: Certificate, salt: str, name: str) -> tuple[bool, str]:
    if certificate.is_erased:
        same = bool(salt and name) and name_matches(name, salt, certificate.name_hash)
        return same, name if same else ""
    if hmac.compare_digest(salt.encode(), certificate.salt.encode()):
        return True, certificate.holder
    return False, initials_of(certificate.holder)


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The same as the page says, for programs."""
    if verdict.certificate is None:
        return {"number": verdict.number, "status": verdict.status}
    certificate = verdict.certificate
    return {
        "number": verdict.number,
        "status": verdict.status,
        "replaced_by": certificate.newer,
        "holder" if verdict.by_paper else "initials": verdict.holder,
        "course": {
            "code": certificate.course_code,
            "edition": certificate.edition_number,
            "titles": certificate.titles,
        },
        "minutes": {
            "theory": certificate.minutes_theory,
            "practice": certificate.minutes_practice,
            "by_evidence": certificate.minutes_by_evidence,
            "per_hour": certificate.minutes_per_hour,
        },
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until_on": certificate.valid_until_on.isoformat() if certificate.valid_until_on else None,
    }


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """`case`: unchanged, changed (a file of ours that is not as we stored it), foreign, or unproved (the file that
    we stored for a line which cannot be believed).
    """

    case: str
    verdict: Verdict | None = None


def verdict_on_file(upload: UploadedFile[Any]) -> FileVerdict:
    """Compare an uploaded file byte for byte with the register.

    A file that differs is never opened: whether it was once ours is read from the number in its trailer, as text.
    """
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    if certificate := by_file(digest.hexdigest()):
        verdict = _verdict_on(certificate, True, certificate.holder)
        return FileVerdict("unchanged" if verdict.certificate else "unproved", verdict)
    upload.seek(0)
    known = by_number(number_in_pdf(upload.read()))
    if known is None:
        return FileVerdict("foreign")
    return FileVerdict("changed", _verdict_on(known, False, initials_of(known.holder)))


def number_in_pdf(pdf: bytes) -> str:
    """The number that stands readable in the trailer of our files; empty where there is none. Proves nothing."""
    found = re.search(rb"/ID \[\(([A-Z0-9-]{1,32})\)", pdf)
    return found[1].decode() if found else ""


def upload_limit() -> int:
    """Certificates are small: a longer file is none of ours, and is not read."""
    return min(2 * 1024 * 1024, setting("UPLOAD_MAX_BYTES"))
