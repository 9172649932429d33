"""Anybody checks a certificate."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.certificates import public_views, services
from courses.certificates.files import ensure_file, open_file
from courses.certificates.models import Certificate
from tests.factories import UserFactory, certified, revoke, rewritten
from tests.without_triggers import lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return certified("Өмүрбекова Үмүт")


def page(client, certificate, **query):
    return client.get(reverse("verify-number", args=[certificate.number]), query)


def json_of(client, certificate, **query):
    return client.get(reverse("verify-json", args=[certificate.number]), query).json()


def in_each_status(certificate):
    """The certificate as it is now, then expired, revoked; and one that is replaced."""
    yield "valid", certificate
    old = certified()
    services.correct(certificate=old, by=UserFactory(), reason="letter", holder="Асанов")
    yield "replaced", old
    rewritten(certificate, issued_on=date(2020, 1, 1), valid_until_on=date(2020, 12, 31))
    yield "expired", certificate
    revoke(certificate)
    yield "revoked", certificate


def test_page_and_json_say_the_status(client, certificate):
    for status, found in in_each_status(certificate):
        assert f"status--{status}" in page(client, found).content.decode()
        assert json_of(client, found)["status"] == status


def test_an_unknown_number_is_said_to_be_unknown(client):
    answer = client.get(reverse("verify-number", args=["JYL-2026-999999"]))
    assert answer.status_code == 404
    assert "status--unknown" in answer.content.decode()
    assert client.get(reverse("verify-json", args=["JYL-2026-999999"])).json()["status"] == "unknown"


@pytest.mark.parametrize("salt", ["", "wrong", "ё", "0" * 22])
def test_without_the_salt_only_initials_are_shown(client, certificate, salt):
    text = page(client, certificate, s=salt).content.decode()
    assert "Өмүрбекова" not in text
    assert "Ө. Ү." in text
    found = json_of(client, certificate, s=salt)
    assert "holder" not in found
    assert found["initials"] == "Ө. Ү."


def test_who_holds_the_paper_sees_the_name(client, certificate):
    assert "Өмүрбекова Үмүт" in page(client, certificate, s=certificate.salt).content.decode()
    assert json_of(client, certificate, s=certificate.salt)["holder"] == "Өмүрбекова Үмүт"


def test_the_qr_leads_to_the_page_in_the_phones_language(client, certificate):
    answer = client.get(reverse("verify-short", args=[certificate.number]), {"s": "abc"}, HTTP_ACCEPT_LANGUAGE="kk")
    assert answer.url == f"/kk/certificates/{certificate.number}/?s=abc"


def test_a_typed_number_is_found_in_any_spelling_and_nonsense_is_explained(client, certificate):
    typed = f" {certificate.number.lower()} "
    assert client.post(reverse("verify"), {"number": typed}).url == reverse("verify-number", args=[certificate.number])
    for nonsense in ("а/б", "<b>", ""):
        answer = client.post(reverse("verify"), {"number": nonsense})
        assert answer.status_code == 200
        assert answer.context["form"].errors


def upload(client, pdf):
    file = SimpleUploadedFile("certificate.pdf", pdf, content_type="application/pdf")
    return client.post(reverse("verify"), {"file": file})


def test_an_uploaded_file_is_unchanged_changed_or_foreign(client, certificate):
    ensure_file(certificate)
    with open_file(certificate) as file:
        pdf = file.read()
    assert upload(client, pdf).context["found"].case == "unchanged"
    assert "Өмүрбекова Үмүт" in upload(client, pdf).content.decode()
    changed = upload(client, pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:])
    assert changed.context["found"].case == "changed"
    assert "Өмүрбекова" not in changed.content.decode()
    assert upload(client, b"%PDF-1.4 something else").context["found"].case == "foreign"


def test_a_file_larger_than_any_certificate_is_refused_unread(client):
    answer = upload(client, b"x" * (2 * 1024 * 1024 + 1))
    assert answer.context["form"].errors["file"]


def test_guessed_numbers_are_limited_by_address_and_the_paper_is_not(client, certificate, monkeypatch):
    monkeypatch.setattr(public_views, "MAX_REQUESTS", 60)
    for n in range(public_views.MAX_REQUESTS):
        assert client.get(reverse("verify-number", args=[f"JYL-2026-{n:06d}"])).status_code in (200, 404)
    for refused in (page(client, certificate), client.get(reverse("verify-json", args=[certificate.number]))):
        assert refused.status_code == 429
        assert refused["Retry-After"]
        assert certificate.course_code not in refused.content.decode()
        assert "Ө. Ү." not in refused.content.decode()
    assert upload(client, b"%PDF").status_code == 429
    assert page(client, certificate, s=certificate.salt).status_code == 200
    assert client.get(reverse("verify-number", args=["JYL-1"]), REMOTE_ADDR="10.9.9.9").status_code == 404


def test_nothing_of_a_check_is_kept_by_browsers_or_search_engines(client, certificate):
    answer = page(client, certificate, s=certificate.salt)
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


class TestErasedHolder:
    @pytest.fixture
    def erased(self, certificate, django_capture_on_commit_callbacks):
        ensure_file(certificate)
        with open_file(certificate) as file:
            self.pdf = file.read()
        self.salt = certificate.salt
        with django_capture_on_commit_callbacks(execute=True):
            assert services.erase_holder(person=certificate.enrolment.person) == 1
        certificate.refresh_from_db()
        return certificate

    def test_name_salt_and_file_are_gone_and_the_certificate_still_verifies(self, erased):
        assert (erased.holder, erased.salt, erased.file.path) == ("", "", "")
        folder = f"certificates/{erased.issued_on.year}/{erased.serial}"
        assert storages["private"].listdir(folder)[1] == []

    def test_the_page_says_the_status_and_compares_the_name_on_the_paper(self, client, erased):
        address = reverse("verify-number", args=[erased.number]) + f"?s={self.salt}"
        assert "status--valid" in client.get(address).content.decode()
        assert client.post(address, {"name": "Өмүрбекова  Үмүт"}).context["verdict"].by_paper
        assert not client.post(address, {"name": "Башка Адам"}).context["verdict"].by_paper

    def test_the_file_is_still_known_byte_for_byte(self, client, erased):
        assert upload(client, self.pdf).context["found"].case == "unchanged"

    def test_a_file_that_was_never_rendered_is_not_rendered_any_more(self, erased):
        with lifted():
            erased.file.delete()
        with pytest.raises(ValidationError):
            ensure_file(Certificate.objects.get(pk=erased.pk))


def test_the_public_keys_are_published_without_what_signs(client):
    found = client.get(reverse("certificate-keys")).json()["keys"]
    assert found
    assert all(set(key) == {"kty", "crv", "x", "kid", "use"} for key in found)
