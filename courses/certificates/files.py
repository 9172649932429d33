"""The PDF of a certificate: rendered outside any transaction, stored once."""

import hashlib
import io
import logging
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses import signals
from courses.certificates.integrity import ensure_intact
from courses.certificates.models import Certificate, CertificateFile
from courses.certificates.render import render_certificate

log = logging.getLogger(__name__)
ERASED = _("The holder's data has been erased, and the file with it.")
LOST = _("The stored file is lost or damaged. Ask the issuer.")


def storage() -> Storage:
    """Where certificates lie: never served by address."""
    return storages["private"]


def ensure_file(certificate: Certificate) -> CertificateFile:
    """The stored PDF; rendered now if nobody has done it yet. Whoever stores first wins, all get the same one.

    Nothing is rendered of a line that is not what was signed: ValidationError.
    """
    stored = CertificateFile.objects.filter(certificate=certificate).first()
    if stored:
        return stored
    if certificate.is_erased:
        raise ValidationError(ERASED, code="erased")
    ensure_intact(certificate)
    return _store(certificate, render_certificate(certificate))


def _store(certificate: Certificate, pdf: bytes) -> CertificateFile:
    """Write the file under a name of its own, then claim the place by inserting the row; the loser deletes his."""
    path = storage().save(f"{_folder(certificate)}/certificate.pdf", ContentFile(pdf))
    sha256 = hashlib.sha256(pdf).hexdigest()
    try:
        stored, first = _insert(certificate, sha256=sha256, size=len(pdf), path=path)
    except BaseException:
        storage().delete(path)
        raise
    if not first:
        storage().delete(path)
    return stored


def _folder(certificate: Certificate) -> str:
    """A folder of its own, so that with the holder everything goes, also what a killed worker left behind."""
    return f"certificates/{certificate.issued_on.year}/{certificate.serial}"


@transaction.atomic
def _insert(certificate: Certificate, **fields: object) -> tuple[CertificateFile, bool]:
    if Certificate.objects.select_for_update().get(pk=certificate.pk).is_erased:
        raise ValidationError(ERASED, code="erased")
    stored, first = CertificateFile.objects.get_or_create(certificate=certificate, defaults=fields)
    if first:
        Certificate.objects.filter(pk=certificate.pk).update(finished_at=timezone.now(), last_error="")
        signals.certificate_ready.send(Certificate, certificate=certificate)
    return stored, first


def open_file(certificate: Certificate) -> IO[bytes]:
    """The stored PDF, to be read: the very bytes that the register knows, of a line that is what was signed.

    Raises ValidationError where there are none to give.
    """
    ensure_intact(certificate)
    stored = ensure_file(certificate)
    if not stored.path:
        raise ValidationError(ERASED, code="erased")
    try:
        with storage().open(stored.path) as file:
            pdf: bytes = file.read()
    except FileNotFoundError:
        pdf = b""
    if hashlib.sha256(pdf).hexdigest() != stored.sha256:
        log.error("the file of certificate %s is not the one that was stored: %s", certificate.pk, stored.path)
        raise ValidationError(LOST, code="file-damaged")
    return io.BytesIO(pdf)


def delete_file(certificate: Certificate) -> None:
    """Delete the PDF, whose pages name the holder; its hash stays, so that a copy can still be checked."""
    CertificateFile.objects.filter(certificate=certificate).update(path="")
    transaction.on_commit(lambda: _delete_folder(_folder(certificate)))


def _delete_folder(folder: str) -> None:
    if storage().exists(folder):
        for name in storage().listdir(folder)[1]:
            storage().delete(f"{folder}/{name}")
