import json
import stat
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from courses import checks
from courses.certificates import keys
from courses.certificates.render import render_certificate
from tests.factories import certified


@pytest.fixture
def key(tmp_path, settings):
    path = tmp_path / "keys" / "signing.json"
    settings.COURSES = settings.COURSES | {"SIGNING_KEY_FILE": str(path)}
    return path


def make(path, **options):
    call_command("make_signing_key", path, stdout=StringIO(), **options)


def found():
    return [message.id for message in checks.check_signing_key(None)]


def test_a_key_is_made_once_and_only_its_owner_may_read_it(key):
    make(key)
    first = key.read_text()
    make(key)
    assert key.read_text() == first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert found() == []


def test_rotation_keeps_the_public_half_of_each_key(key, tmp_path):
    old = tmp_path / "old.json"
    for _ in range(3):
        make(key, rotate=old)
    assert len(json.loads(old.read_text())["keys"]) == 2


def test_a_demos_key_signs_nothing_outside_a_demo(key, settings):
    make(key, demo=True)
    assert found() == ["courses.E001"]
    with pytest.raises(keys.DemoKeyRefused):
        keys.signing_key()
    settings.DEMO = True
    assert found() == []
    assert keys.is_demo(keys.signing_key())


def test_a_missing_or_wrong_key_is_said_with_what_to_do(key):
    assert found() == ["courses.W001"]
    key.parent.mkdir()
    key.write_text(json.dumps({"kty": "OKP", "crv": "X25519", "x": "a"}))
    with pytest.raises(keys.NoSigningKey, match="Ed25519"):
        keys.signing_key()


def test_texts_that_the_font_cannot_print_are_found_at_the_start(settings):
    settings.COURSES = settings.COURSES | {"ISSUER_NAME": {"ru": "Центр ✔"}}
    assert [message.id for message in checks.check_printed_texts(None)] == ["courses.E002"]


def test_a_setting_that_does_not_exist_is_a_typing_mistake(settings):
    settings.COURSES = settings.COURSES | {"ISSUERS": "JYL"}
    assert [message.id for message in checks.check_settings(None)] == ["courses.E003"]
    assert "ISSUERS" in checks.check_settings(None)[0].msg


@pytest.mark.django_db
class TestOffline:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "certificate.pdf"
        path.write_bytes(render_certificate(certified("Өмүрбекова Үмүт")))
        return path

    def test_it_prints_each_proved_claim_under_its_name_and_vouches_for_no_paper(self, file, settings):
        out = StringIO()
        call_command("verify_certificate", file, stdout=out, no_color=True)
        lines = [line.strip() for line in out.getvalue().splitlines()]
        assert lines[0] == "PROVED CLAIMS"
        said = {name: value for name, value in pairwise(lines) if name.isupper()}
        assert said["HOLDER"] == "Өмүрбекова Үмүт"
        assert said["ISSUER (KY)"] == said["ISSUER (RU)"] == settings.WAGTAIL_SITE_NAME
        assert (said["LANGUAGES"], said["VALID UNTIL"]) == ("ky, ru", "without end")
        assert said["HOURS"] == "1 h: theory 20 min, practice 40 min (1 hour = 60 minutes)"
        assert "COMPARE EACH CLAIM ABOVE WITH THE PAPER" in out.getvalue()
        assert "proved" not in out.getvalue().partition("\n")[2]
        assert "status: not asked" in out.getvalue()

    def test_the_published_keys_alone_suffice(self, file, tmp_path, client, key):
        published = tmp_path / "published.json"
        make(key)
        published.write_text(json.dumps({"keys": [keys.public_key(json.loads(key.read_text()))]}))
        with pytest.raises(CommandError, match="unknown"):
            call_command("verify_certificate", file, keys=published)
        file.write_bytes(render_certificate(certified()))
        call_command("verify_certificate", file, keys=published, stdout=StringIO())

    def test_a_file_without_a_token_ends_with_an_error(self, tmp_path):
        path = tmp_path / "x.pdf"
        path.write_bytes(b"%PDF-1.7 nothing")
        with pytest.raises(CommandError, match="No claim is proved"):
            call_command("verify_certificate", path)
