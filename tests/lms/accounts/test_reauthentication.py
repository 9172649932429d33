"""Changes by which an account could be taken over from a session that was left open."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from lms.accounts import reauthentication
from lms.notify.models import Message
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EMAIL, NEW = "/en/accounts/email/", {"email": "thief@example.org", "action_add": ""}


@pytest.fixture
def person(client):
    """Signs in by codes: has neither a password nor a second factor; signed in an hour ago."""
    person = UserFactory(email="aigul@example.org", language="en")
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    return person


def written_to():
    """The addresses that got a letter: the new one gets its own code once the change goes on."""
    return set(Message.objects.values_list("address", flat=True))


def test_a_new_address_waits_for_a_code_to_the_old_one(client, person, code):
    answer = client.post(EMAIL, NEW)
    assert answer.url.startswith("/en/accounts/confirm/")
    assert written_to() == {person.email}
    client.post(answer.url, {"code": f" {code()} "})
    assert written_to() == {person.email, "thief@example.org"}


def test_with_a_password_it_waits_for_the_password(client, person):
    person.set_password("correct horse battery")
    person.save()
    client.force_login(person)
    assert "reauthenticate" in client.post(EMAIL, NEW).url
    assert written_to() == set()


@pytest.mark.parametrize(
    "path", ["/en/accounts/password/set/", "/en/accounts/2fa/totp/activate/", "/en/accounts/2fa/recovery-codes/"]
)
def test_nothing_else_by_which_one_signs_in_is_changed_without_it(client, person, path):
    assert client.get(path).url.startswith("/en/accounts/confirm/")


def test_three_wrong_codes_end_the_right_one(client, person, code):
    page = client.post(EMAIL, NEW).url
    right = code()
    for _try in range(reauthentication.TRIES):
        assert client.post(page, {"code": "000000"}).status_code == 422
    assert client.post(page, {"code": right}).status_code == 422
    assert written_to() == {person.email}


def test_a_code_ends_with_its_time(client, person, code, monkeypatch):
    page = client.post(EMAIL, NEW).url
    right, now = code(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + reauthentication.SECONDS)
    assert client.post(page, {"code": right}).status_code == 422


def test_a_code_serves_once(client, person, code):
    page = client.post(EMAIL, NEW).url
    right = code()
    assert client.post(page, {"code": right}).status_code == 302
    assert client.post(page, {"code": right}).status_code == 422


def test_a_session_fills_no_mailbox(client, person):
    page = client.post(EMAIL, NEW).url
    for _press in range(10):
        client.post(page, {"again": "1"})
    assert Message.objects.count() == reauthentication.LETTERS


def test_someone_who_has_just_signed_in_by_code_is_not_asked_again(client, person, code):
    client.logout()
    answer = client.post("/en/accounts/login/", {"login": person.email, "password": ""})
    client.post(answer.url, {"code": code()})
    client.post(EMAIL, NEW)
    assert "thief@example.org" in written_to()


def test_a_person_with_a_second_factor_shows_it_instead(client, person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert "/2fa/reauthenticate/" in client.post(EMAIL, NEW).url
    assert written_to() == set()


def test_the_middleware_taken_away_is_found(client, person, settings):
    """The planted fault: nothing stands between an open session and a new address."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "reauthentication" not in name]
    client.post(EMAIL, NEW)
    assert "thief@example.org" in written_to()
