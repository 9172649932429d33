import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user

from lms.notify.models import Message
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/accounts/login/"
PASSWORD = "correct horse battery"


@pytest.fixture
def person():
    person = UserFactory(email="aigul@example.org", language="kk")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": "Aigul@example.org", "password": password, "next": "/kk/after/"} | more)


def test_with_the_password_she_is_in(client, person):
    answer = sign_in(client)
    assert answer.url == "/kk/after/"
    assert answer.cookies["django_language"].value == "kk"


def test_without_a_password_she_gets_a_code_and_is_in(client, person, code):
    person.set_unusable_password()
    person.save()
    answer = sign_in(client, password="")
    assert answer.url.startswith("/en/accounts/login/code/confirm/")
    answer = client.post(answer.url, {"code": code(), "next": "/kk/after/"})
    assert answer.url == "/kk/after/"
    assert get_user(client) == person


def test_an_address_without_an_account_gets_the_same_answer(client, person, post):
    known = sign_in(client, password="")
    client.cookies.clear()
    unknown = sign_in(client, password="", login="nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Message.objects.get(person=None).fact.startswith("unknown_account")


def test_guessing_passwords_is_limited(client, person):
    for _try in range(6):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert answer.status_code in {200, 429}
    assert not get_user(client).is_authenticated


def test_asking_for_codes_is_limited(client, person):
    for _try in range(5):
        client.cookies.clear()
        sign_in(client, password="")
    assert Message.objects.count() == 3


def test_a_mere_visit_to_the_editors_sign_out_signs_nobody_out(client, person, settings):
    settings.STAFF_SECOND_FACTOR = False
    person.is_superuser = True
    person.save()
    client.force_login(person)
    assert client.get("/admin/logout/").status_code == 200
    assert get_user(client) == person
    client.post("/admin/logout/")
    assert not get_user(client).is_authenticated
