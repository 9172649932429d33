"""A class, a ministry and an attacker at the door."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as site
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client

from cms.access import throttle
from cms.access.device import cookie_name
from cms.access.models import RateLimitCounter
from lms.accounts.models import User
from lms.notify.adapter import CAUSED_BY_ANYBODY
from lms.notify.models import Message
from tests.factories import UserFactory
from tests.lms.accounts.test_second_factor import totp_code

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/accounts/login/"
PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    class Clock:
        now = 20_000 * 24 * 3600

    monkeypatch.setattr(throttle, "now", lambda: Clock.now)
    return Clock


def person(email="aigul@example.org", **more):
    one = UserFactory(email=email, **more)
    EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    return one


def sign_in(email, password=PASSWORD, *, address="10.0.0.1", client=None):
    client = client or Client()
    client.post(SIGN_IN, {"login": email, "password": password}, REMOTE_ADDR=address)
    return get_user(client).is_authenticated


def test_many_behind_one_address_sign_in_with_their_passwords_and_nothing_is_counted():
    people = [person(f"person{n}@example.org") for n in range(60)]
    assert all(sign_in(one.email) for one in people)
    assert not RateLimitCounter.objects.exists()


def test_many_behind_one_address_get_their_codes():
    people = [person(f"person{n}@example.org") for n in range(60)]
    for one in people:
        sign_in(one.email, "")
    assert Message.objects.filter(person__in=people, fact__startswith="login_code").count() == 60


def test_a_class_of_forty_signs_up_together():
    for n in range(40):
        Client().post(
            "/en/accounts/signup/",
            {"email": f"pupil{n}@example.org", "password1": "", "language": "ky"},
            REMOTE_ADDR="10.0.0.1",
        )
    assert User.objects.filter(email__startswith="pupil").count() == 40


def test_the_sixth_try_after_five_wrong_ones_is_refused_even_with_the_password(clock):
    one = person()
    assert not any(sign_in(one.email, "wrong") for _ in range(4))
    assert sign_in(one.email)
    assert not sign_in(one.email, "wrong")
    assert not sign_in(one.email)
    clock.now += 5 * 60
    assert sign_in(one.email)


def test_guesses_from_elsewhere_do_not_lock_the_owner_out():
    one = person()
    for _ in range(7):
        sign_in(one.email, "wrong", address="10.6.6.6")
    assert not sign_in(one.email, address="10.6.6.6")
    assert sign_in(one.email)


def test_a_flood_from_many_addresses_ends_and_the_owners_browser_is_still_let_in(settings):
    settings.RATE_LIMITS = {**site.RATE_LIMITS, "password": {**site.RATE_LIMITS["password"], "account": [(20, 86400)]}}
    one, browser = person(), Client()
    sign_in(one.email, client=browser)
    assert cookie_name() in browser.cookies
    del browser.cookies[site.SESSION_COOKIE_NAME]
    for n in range(20):
        sign_in(one.email, "wrong", address=f"10.6.6.{n}")
    assert not sign_in(one.email, address="10.6.7.1")
    assert sign_in(one.email, client=browser)


def test_ten_thousand_guesses_over_many_accounts_stay_bounded(settings):
    tried = []
    settings.RATE_LIMITS = {**site.RATE_LIMITS, "password": {**site.RATE_LIMITS["password"], "address": [(50, 3600)]}}
    settings.AUTHENTICATION_BACKENDS = ["tests.lms.accounts.test_limits.Counting"]
    Counting.tried = tried
    for n in range(80):
        sign_in(f"person{n}@example.org", "wrong", address="10.6.6.6")
        cache.clear()
    assert len(tried) == 50


class Counting:
    """A backend that notes whose password is compared."""

    tried: list

    def authenticate(self, request, **credentials):
        self.tried.append(credentials["email"])


def test_letters_to_one_mailbox_are_bounded_whichever_way_they_are_asked_for():
    person()
    for path, data in (
        (SIGN_IN, {"login": "aigul@example.org", "password": ""}),
        ("/en/accounts/password/reset/", {"email": "aigul@example.org"}),
        ("/en/accounts/login/code/", {"email": "aigul@example.org"}),
        ("/en/accounts/signup/", {"email": "aigul@example.org", "password1": "", "language": "ky"}),
    ):
        for _ in range(2):
            Client().post(path, data, REMOTE_ADDR="10.0.0.1")
    assert Message.objects.count() == 3


def test_too_many_codes_are_refused_where_the_address_was_typed():
    person()
    for _ in range(3):
        sign_in("aigul@example.org", "")
    answer = Client().post(SIGN_IN, {"login": "aigul@example.org", "password": ""}, REMOTE_ADDR="10.0.0.1")
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["login"].value() == "aigul@example.org"


def test_letters_that_tell_an_owner_what_happened_are_never_held_back():
    assert {"password_changed", "email_changed", "password_reset"} & CAUSED_BY_ANYBODY == set()


def second_step(one, code, *, address="10.0.0.1"):
    client = Client()
    sign_in(one.email, client=client, address=address)
    client.post("/en/accounts/2fa/authenticate/", {"code": code}, REMOTE_ADDR=address)
    return get_user(client).is_authenticated


def test_codes_of_the_second_factor_are_guessed_five_times():
    TOTP.activate(one := person(), SECRET)
    assert not any(second_step(one, "000000") for _ in range(5))
    cache.clear()
    assert not second_step(one, totp_code(SECRET))
    assert second_step(one, totp_code(SECRET), address="10.0.0.2")


def test_a_code_of_the_second_factor_is_taken_once_whatever_the_cache_remembers():
    TOTP.activate(one := person(), SECRET)
    code = totp_code(SECRET)
    assert second_step(one, code)
    cache.clear()
    assert not second_step(one, f"{code[:3]} {code[3:]}")


def test_the_present_password_is_guessed_five_times_within_a_session():
    one, client = person(), Client()
    client.force_login(one)
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    for _ in range(5):
        client.post("/en/accounts/password/change/", {"oldpassword": "wrong", **new})
    client.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    one.refresh_from_db()
    assert one.check_password(PASSWORD)


def test_the_password_is_asked_again_five_times_within_a_session():
    one, client = person(), Client()
    client.force_login(one)
    for _ in range(5):
        client.post("/en/accounts/reauthenticate/", {"password": "wrong"})
    answer = client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 200
