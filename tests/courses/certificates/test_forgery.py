"""Nothing that was altered is accepted."""

import hashlib
import io
import json
import random
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from joserfc import jws
from joserfc.jwk import OctKey, OKPKey

from cms.pdf.render import Attachment, render_page
from courses.certificates import keys
from courses.certificates.files import ensure_file, open_file
from courses.certificates.offline_verification import verify_file
from courses.certificates.render import STYLES
from courses.certificates.tokens import ALGORITHM, TYPE, BadToken, verify_token
from courses.certificates.verification import verdict_on_file
from tests.courses.certificates import forging
from tests.factories import certified
from tests.proofs.forgery_site import try_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return certified()


@pytest.fixture
def trusted():
    return keys.by_id(keys.published_keys())


@pytest.fixture
def pdf(certificate):
    ensure_file(certificate)
    with open_file(certificate) as file:
        return file.read()


def proves(token, trusted):
    try:
        return bool(verify_token(token, trusted))
    except BadToken:
        return False


def test_the_token_as_issued_is_proved(certificate, trusted):
    assert verify_token(certificate.token, trusted)["number"] == certificate.number


def test_no_change_of_one_character_is_proved(certificate, trusted):
    changed = list(forging.changed_characters(certificate.token))
    assert len(changed) > 60 * len(certificate.token)
    assert [token for token in changed if proves(token, trusted)] == []


def test_a_check_that_decodes_loosely_accepts_some_of_these_changes(certificate, trusted):
    naive = forging.naive_check(trusted[certificate.key_id])
    assert any(naive(token) for token in forging.changed_characters(certificate.token))


def test_no_forged_token_is_proved(certificate, trusted):
    forged = forging.forged_tokens(certificate.token, trusted[certificate.key_id])
    assert {name for name, token in forged.items() if proves(token, trusted)} == set()


def test_a_token_signed_by_another_key_under_our_keys_name_is_not_proved(certificate, trusted):
    stranger = OKPKey.generate_key("Ed25519")
    header = {"alg": ALGORITHM, "kid": certificate.key_id, "typ": TYPE}
    token = jws.serialize_compact(header, b'{"number":"JYL-1"}', stranger, algorithms=[ALGORITHM])
    assert not proves(token, trusted)


def test_a_retired_key_still_proves_what_it_signed(certificate, tmp_path, settings, trusted):
    path, old = tmp_path / "key.json", tmp_path / "old.json"
    path.write_text(Path(settings.COURSES["SIGNING_KEY_FILE"]).read_text())
    call_command("make_signing_key", path, rotate=old)
    settings.COURSES = settings.COURSES | {"SIGNING_KEY_FILE": str(path), "OLD_PUBLIC_KEYS_FILE": str(old)}
    now = keys.by_id(keys.published_keys())
    assert len(now) == 2
    assert proves(certificate.token, now)
    assert verify_token(certified().token, now)
    assert "d" not in json.loads(old.read_text())["keys"][0]


def upload(pdf):
    return verdict_on_file(SimpleUploadedFile("c.pdf", pdf))


def test_the_file_as_issued_is_unchanged_and_a_strangers_is_foreign(pdf, certificate):
    assert upload(pdf).case == "unchanged"
    assert upload(pdf).verdict.certificate == certificate
    assert upload(b"%PDF-1.7 of somebody else").case == "foreign"


def test_no_pdf_with_one_changed_byte_is_accepted_online(pdf):
    draw = random.Random(7)
    cases = [upload(changed).case for changed in forging.changed_bytes(pdf, 200, draw)]
    assert "unchanged" not in cases
    assert cases.count("changed") > 190


def test_offline_a_changed_byte_never_proves_other_claims(pdf, certificate, trusted):
    draw, true = random.Random(8), verify_token(certificate.token, trusted)
    for changed in forging.changed_bytes(pdf, 200, draw):
        try:
            claims, holder = verify_file(io.BytesIO(changed), trusted)
        except BadToken:
            continue
        assert (claims, holder) == (true, certificate.holder)


def test_offline_another_name_beside_a_true_token_is_not_proved(certificate, trusted):
    found = {"token": certificate.token, "holder": "Башка Адам", "salt": certificate.salt}
    attached = Attachment("certificate.json", json.dumps(found).encode(), "x", certificate.issued_on)
    forged = render_page("<p>x</p>", styles=STYLES, attached=(attached,), identifier="x")
    with pytest.raises(BadToken, match="name"):
        verify_file(io.BytesIO(forged), trusted)


def test_the_secret_of_the_token_is_the_key_and_nothing_public(certificate, trusted):
    public = trusted[certificate.key_id].as_dict(private=False)
    swapped = OctKey.import_key(hashlib.sha256(json.dumps(public).encode()).digest())
    token = jws.serialize_compact({"alg": "HS256", "kid": certificate.key_id, "typ": TYPE}, b"{}", swapped)
    assert not proves(token, trusted)


def test_lines_forged_by_sql_are_refused_and_past_the_triggers_told_as_damaged():
    rows = try_rows()
    assert (rows["tried"], rows["not_refused"], rows["believed"]) == (9, 0, 0)
    assert rows["naive_believed"] >= 6
