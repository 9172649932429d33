"""A line that is not what was signed is believed nowhere."""

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from joserfc.jwk import OKPKey

from courses import checks
from courses.certificates import files, integrity, keys, services, tokens
from courses.certificates.models import Certificate, CertificateFile
from courses.certificates.number_format import lookup_key
from courses.certificates.queries import register
from courses.certificates.tasks import render
from courses.certificates.verification import verdict_on_number
from courses.reports.columns import columns, lines
from tests.courses.certificates.conftest import editor  # noqa: F401
from tests.factories import EnrolmentFactory, UserFactory, certified
from tests.without_triggers import lifted

pytestmark = pytest.mark.django_db
FORGED = {
    "holder": "Башка Адам",
    "course_code": "other",
    "titles": {"ky": "Башка курс"},
    "issuer_names": {"ky": "Башка борбор"},
    "languages": ["kk"],
    "edition_number": 7,
    "minutes_theory": 9999,
    "minutes_practice": 9999,
    "minutes_by_evidence": {"passed": 9999},
    "minutes_per_hour": 1,
    "order_number": "77",
    "issued_on": date(2019, 1, 1),
    "valid_until_on": date(2090, 1, 1),
    "cycle": 9,
    "revision": 9,
    "number": "JYL-2020-000009",
    "serial": "0" * 32,
    "salt": "another",
    "name_hash": "0" * 64,
    "key_id": "another",
    "token": "a.b.c",
}


@pytest.fixture(autouse=True)
def _nobody_has_guessed_yet():
    cache.clear()


@pytest.fixture
def certificate():
    return certified("Өмүрбекова Үмүт")


def forge(certificate, **facts):
    """Change the line as who has the database can."""
    with lifted():
        Certificate.objects.filter(pk=certificate.pk).update(**facts)
    return Certificate.objects.get(pk=certificate.pk)


def insert(certificate, **facts):
    """Put a line there beside a true one, with its token."""
    copy = Certificate.objects.get(pk=certificate.pk)
    copy.pk, copy.serial, copy.ordinal = None, uuid4(), certificate.ordinal + 5
    for name, value in facts.items():
        setattr(copy, name, value)
    copy.number_key = lookup_key(copy.number)
    copy.save(force_insert=True)
    return copy


def status(certificate):
    return register().get(pk=certificate.pk).status


def test_a_true_line_is_proved_with_every_claim(certificate):
    assert integrity.differences(certificate) == []
    assert status(certificate) == "valid"


@pytest.mark.parametrize("name", FORGED)
def test_each_changed_fact_is_found(certificate, name):
    forged = forge(certificate, **{name: FORGED[name]})
    assert integrity.differences(forged)
    assert status(forged) == "damaged"
    with pytest.raises(ValidationError) as refusal:
        files.ensure_file(forged)
    assert refusal.value.code == "damaged"


def test_a_line_moved_to_another_persons_enrolment_is_found(certificate):
    assert integrity.differences(forge(certificate, enrolment=EnrolmentFactory())) == ["enrolment"]


def test_the_public_page_and_its_json_say_damaged_and_show_no_fact(client, certificate, settings):
    settings.COURSES = settings.COURSES | {"CONTACT_EMAIL": "ask@example.org"}
    forge(certificate, holder="Башка Адам", minutes_practice=4321)
    address = reverse("verify-number", args=[certificate.number])
    for query in ({}, {"s": certificate.salt}):
        answer = client.get(address, query)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "status--damaged" in page
        assert "ask@example.org" in page
        assert not {"Башка", "Б. А.", certificate.course_code, certificate.title("ru")} & set(page.split("\n"))
        assert "Башка" not in page
        assert certificate.course_code not in page
    found = client.get(reverse("verify-json", args=[certificate.number])).json()
    assert found == {"number": certificate.number, "status": "damaged"}


def test_an_inserted_line_proves_nothing_even_with_the_token_of_a_true_one(client, certificate):
    forged = insert(certificate, number="JYL-2026-000006", revision=2)
    assert verdict_on_number(forged.number).status == "damaged"
    assert verdict_on_number(forged.number).certificate is None


def test_an_inserted_correction_does_not_void_the_true_line_unseen(certificate):
    insert(certificate, number="JYL-2026-000006", revision=2)
    assert verdict_on_number(certificate.number).status == "damaged"


@pytest.mark.parametrize(("ordinal", "told"), [(0, "unknown"), (1, "damaged"), (2, "valid"), (3, "unknown")])
def test_a_line_that_was_taken_out_leaves_its_number(certificate, ordinal, told):
    certified()
    with lifted():
        certificate.delete()
    assert verdict_on_number(f"{certificate.series}-{ordinal:06d}").status == told


def test_the_worker_prints_nothing_for_a_forged_line_and_goes_on_with_the_others(certificate):
    true = certified()
    forge(certificate, titles={"ky": "Башка курс", "ru": "Другой курс"})
    assert render() == 2
    assert CertificateFile.objects.get().certificate == true
    assert Certificate.objects.get(pk=certificate.pk).last_error.startswith("ValidationError")


def test_the_file_of_a_line_that_was_forged_since_is_not_given(client, certificate):
    files.ensure_file(certificate)
    client.force_login(certificate.enrolment.person)
    address = reverse("certificate-file", args=[certificate.pk])
    assert client.get(address).status_code == 200
    forge(certificate, minutes_practice=4321)
    answer = client.get(address)
    assert answer.status_code == 409
    assert not answer.streaming


def test_a_stored_file_that_is_not_the_registers_is_not_given(client, certificate):
    stored = files.ensure_file(certificate)
    client.force_login(certificate.enrolment.person)
    full = Path(storages["private"].path(stored.path))
    whole = full.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:-1] + b"x", b""):
        full.write_bytes(damaged)
        assert client.get(reverse("certificate-file", args=[certificate.pk])).status_code == 409
    full.unlink()
    assert client.get(reverse("certificate-file", args=[certificate.pk])).status_code == 409


def test_the_registers_file_of_a_forged_line_is_not_called_the_one_that_was_issued(client, certificate):
    files.ensure_file(certificate)
    with files.open_file(certificate) as file:
        pdf = file.read()
    forge(certificate, minutes_practice=4321)
    answer = client.post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", pdf)})
    page = answer.content.decode()
    assert answer.context["found"].case == "unproved"
    assert "status--damaged" in page
    assert "Өмүрбекова" not in page


def test_the_holders_page_and_course_card_say_so_and_offer_no_link_to_share(client, certificate):
    person = certificate.enrolment.person
    client.force_login(person)
    forge(certificate, minutes_practice=4321)
    page = client.get(reverse("certificate", args=[certificate.pk])).content.decode()
    assert "status--damaged" in page
    assert certificate.salt not in page
    assert reverse("certificate-file", args=[certificate.pk]) not in page


def test_no_fact_of_a_forged_line_is_copied_and_none_counts_as_issued(certificate):
    forge(certificate, minutes_practice=4321)
    enrolment, by = certificate.enrolment, UserFactory()
    for change in (
        lambda: services.issue(enrolment=enrolment),
        lambda: services.renew(enrolment=enrolment, by=by),
        lambda: services.correct(certificate=certificate, by=by, reason="r", holder="Ким"),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert refusal.value.code == "damaged"
    assert Certificate.objects.count() == 1


def test_the_editor_says_damaged_what_differs_and_offers_neither_file_nor_correction(editor, certificate):  # noqa: F811
    forge(certificate, minutes_practice=4321)
    assert "damaged" in editor.get(reverse("register")).content.decode()
    page = editor.get(reverse("register-certificate", args=[certificate.pk])).content.decode()
    assert "minutes_practice" in page
    for name in ("certificate-file", "register-correct", "register-renew"):
        assert reverse(name, args=[certificate.pk]) not in page
    (line,) = lines(register(), columns())
    assert str(Certificate.Status.DAMAGED.label) in line


def test_tokens_from_before_issuer_and_language_were_claimed_are_proved(certificate):
    claims = {
        name: value for name, value in tokens.claims_of(certificate).items() if name not in integrity.CLAIMS_ADDED_LATER
    }
    old = forge(certificate, token=tokens.sign(claims, keys.signing_key()), issuer_names={})
    assert status(old) == "valid"
    assert status(forge(old, minutes_theory=1)) == "damaged"


def test_a_token_of_a_stranger_under_our_keys_name_is_damage(certificate):
    stranger = OKPKey.generate_key("Ed25519").as_dict(private=True) | {"kid": certificate.key_id}
    forged = tokens.sign(tokens.claims_of(certificate), OKPKey.import_key(stranger))
    assert status(forge(certificate, token=forged)) == "damaged"


class TestKeys:
    @pytest.fixture
    def key(self, tmp_path, settings):
        path = tmp_path / "keys" / "signing.json"
        old = tmp_path / "old.json"
        settings.COURSES = settings.COURSES | {"SIGNING_KEY_FILE": str(path), "OLD_PUBLIC_KEYS_FILE": str(old)}
        call_command("make_signing_key", path, verbosity=0)
        return path

    def test_a_line_signed_by_a_retired_key_is_still_proved(self, key, certificate, tmp_path):
        call_command("make_signing_key", key, rotate=tmp_path / "old.json")
        assert status(certificate) == "valid"
        assert status(certified()) == "valid"

    def test_a_missing_key_is_no_damage_and_no_proof(self, key, client, certificate):
        key.unlink()
        assert status(certificate) == "unproved"
        page = client.get(reverse("verify-number", args=[certificate.number])).content.decode()
        assert "status--unproved" in page
        assert certificate.course_code not in page
        with pytest.raises(ValidationError) as refusal:
            files.ensure_file(certificate)
        assert refusal.value.code == "unproved"
        assert [message.id for message in checks.check_register(None, ["default"])] == ["courses.W002"]

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"keys": [{"kid": 1}]}', "\0"])
    def test_damaged_files_of_keys_are_found_and_stop_no_page(self, key, client, certificate, tmp_path, text):
        (tmp_path / "old.json").write_text(text)
        assert [message.id for message in checks.check_old_keys(None)] == ["courses.E006"]
        assert status(certificate) == "valid"
        key.write_text(text)
        assert status(certificate) == "unproved"
        assert client.get(reverse("certificate-keys")).json() == {"keys": []}

    def test_with_its_key_back_a_line_is_proved_again(self, key, certificate):
        text = key.read_text()
        key.unlink()
        assert status(certificate) == "unproved"
        key.write_text(text)
        assert status(certificate) == "valid"
        assert json.loads(text)["kid"] == certificate.key_id
