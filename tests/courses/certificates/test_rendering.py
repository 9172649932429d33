"""The worker's part: every certificate gets one file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.jobs.queue import claim
from courses import signals
from courses.certificates import files
from courses.certificates.models import Certificate, CertificateFile
from courses.certificates.queries import without_file
from courses.certificates.services import erase_holder
from courses.certificates.tasks import render
from tests.factories import certified
from tests.filling import full_after

pytestmark = pytest.mark.django_db


def stored_names(certificate):
    return storages["private"].listdir(f"certificates/{certificate.issued_on.year}/{certificate.serial}")[1]


def test_a_tick_renders_what_waits_and_the_next_finds_nothing():
    heard = []
    signals.certificate_ready.connect(lambda certificate, **facts: heard.append(certificate.pk), weak=False)
    waiting = [certified().pk for _ in range(3)]
    assert (render(), render()) == (3, 0)
    assert sorted(heard) == sorted(waiting)
    assert CertificateFile.objects.count() == 3


def test_the_first_stored_file_wins_and_the_other_leaves_no_trace():
    certificate = certified()
    first = files._store(certificate, b"%PDF first")
    second = files._store(certificate, b"%PDF second")
    assert first == second
    with files.open_file(certificate) as file:
        assert file.read() == b"%PDF first"
    assert len(stored_names(certificate)) == 1


def test_what_a_dead_worker_had_claimed_is_rendered_when_its_lease_is_over():
    certificate = certified()
    assert claim(without_file(), limit=1)
    assert render() == 0
    Certificate.objects.update(lease_expires_at=timezone.now() - timedelta(seconds=1))
    assert render() == 1
    assert CertificateFile.objects.get().certificate == certificate


def test_a_holder_erased_while_the_worker_renders_is_not_stored_again():
    certificate = certified()
    erase_holder(person=certificate.enrolment.person)
    with pytest.raises(files.ValidationError):
        files._store(certificate, b"%PDF with the name")
    assert stored_names(certificate) == []


def test_a_full_disk_leaves_no_half_pdf_and_the_certificate_waits(client):
    certificate = certified()
    folder = Path(storages["private"].path(f"certificates/{certificate.issued_on.year}/{certificate.serial}"))
    with full_after(4096), pytest.raises(OSError, match="File too large"):
        files.ensure_file(certificate)
    assert not list(folder.iterdir())
    assert list(without_file()) == [certificate]
    assert not CertificateFile.objects.exists()
    assert render() == 1
    with files.open_file(certificate) as file:
        assert file.read().startswith(b"%PDF")


def test_who_asks_for_the_file_while_the_disk_is_full_is_told_to_come_again(client, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    certificate = certified()
    client.force_login(certificate.enrolment.person)
    with override("en"):
        address = reverse("certificate-file", args=[certificate.pk])
    with full_after(4096):
        answer = client.get(address)
    assert answer.status_code == 503
    assert "please try again later" in answer.content.decode()
    assert client.get(address).status_code == 200
