import os
import string
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "SECRET_KEY": string.ascii_letters,
    "ALLOWED_HOSTS": "learn.example.org",
    "SITE_ORIGIN": "https://learn.example.org",
}


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def test_the_content_policy_of_the_site_lets_nothing_in_from_elsewhere_and_nothing_inline(client):
    found = policy(client.get("/ky/accounts/login/"))
    assert found["default-src"] == ["'none'"]
    assert {value for values in found.values() for value in values} == {"'none'", "'self'", "data:"}
    assert found["script-src"] == ["'self'"]
    assert found["style-src"] == ["'self'"]


def test_it_is_relaxed_for_the_editor_alone(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(UserFactory(is_superuser=True))
    assert "'unsafe-inline'" in policy(client.get("/admin/"))["script-src"]
    assert client.get("/admin/")["X-Frame-Options"] == "SAMEORIGIN"
    assert not any("http" in value for values in policy(client.get("/admin/")).values() for value in values)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_every_page_carries_the_header(client, name, value):
    assert client.get("/ky/accounts/login/")[name] == value


def test_no_page_may_use_camera_microphone_or_place(client):
    policy = client.get("/ky/accounts/login/")["Permissions-Policy"]
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(policy.split(", "))


def test_cookies_are_not_for_scripts_nor_for_other_sites(client):
    one = UserFactory()
    EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    answer = client.post("/ky/accounts/login/", {"login": one.email, "password": "correct horse battery", "next": "/"})
    assert set(answer.cookies) == {"csrftoken", "sessionid", "django_language", "messages", "device"}
    for cookie in answer.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def in_production(*command, tmp_path, **more):
    env = {**{k: v for k, v in os.environ.items() if k not in {"DATABASE_URL"}}, **PRODUCTION, **more}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=env | {"VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_check_for_deployment_finds_nothing(tmp_path):
    in_production("make_signing_key", str(tmp_path / "keys" / "signing.json"), tmp_path=tmp_path)
    result = in_production("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_ORIGIN"])
def test_production_does_not_start_without_what_protects_it(tmp_path, name):
    code = f"import os; del os.environ[{name!r}]; import lms.settings.production"
    env = {**os.environ, **PRODUCTION, "VAR_DIR": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
    )
    assert "ImproperlyConfigured" in result.stderr


def test_production_uses_https_and_cookies_that_leave_it_never(tmp_path):
    names = ("SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME")
    code = f"from django.conf import settings; print(*(getattr(settings, n) for n in {names}))"
    result = in_production("shell", "-v0", "-c", code, tmp_path=tmp_path)
    assert result.stdout.split() == ["31536000", "True", "True", "__Host-session"]


@pytest.mark.parametrize("path", ["/ky/my/", "/ky/my/profile/", "/ky/courses/", "/ky/", "/ky/club/events/"])
def test_no_cache_keeps_a_page_that_was_made_for_a_person(client, path):
    client.force_login(UserFactory())
    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_a_form_with_a_token_is_kept_by_no_cache(client):
    answer = client.get("/ky/accounts/login/")
    assert answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_a_page_for_everybody_may_be_kept(client):
    assert not client.get("/ky/courses/").has_header("Cache-Control")
