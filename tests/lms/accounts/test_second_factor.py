import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.factories import UserFactory
from tests.people import with_role

pytestmark = pytest.mark.django_db
EDITOR = "/admin/"
REAUTHENTICATE = "/ru/accounts/2fa/reauthenticate/"


def person(group=None, **more):
    one = UserFactory(**more)
    EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    if group:
        with_role(one, group)
    return one


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client, one, **more):
    return client.post("/en/accounts/login/", {"login": one.email, "password": "correct horse battery", **more})


STAFF = [{"group": "trainers"}, {"group": "administrators"}, {"is_superuser": True}]


@pytest.mark.parametrize("who", STAFF)
def test_staff_set_up_a_second_factor_before_any_page_of_the_editor(client, who):
    one = person(**who)
    client.force_login(one)
    for path in (EDITOR, "/admin/pages/", "/admin/account/", "/admin/users/"):
        assert client.get(path).url == f"/ru/accounts/2fa/totp/activate/?next={path}"


@pytest.mark.django_db(transaction=True)
def test_who_sets_up_the_app_is_let_in_at_once(client):
    sign_in(client, one := person("trainers"), next="/ru/after/")
    client.post("/ru/accounts/reauthenticate/", {"password": "correct horse battery", "next": EDITOR})
    page = client.get("/ru/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/ru/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    assert Authenticator.objects.filter(user=one, type="totp").exists()
    assert client.get(EDITOR).status_code == 200


def test_a_session_that_never_showed_the_code_is_asked_for_it(client):
    one = person("trainers")
    client.force_login(one)
    TOTP.activate(one, "JBSWY3DPEHPK3PXP")
    assert client.get(EDITOR).url == f"{REAUTHENTICATE}?next={EDITOR}"
    client.post(REAUTHENTICATE, {"code": totp_code("JBSWY3DPEHPK3PXP"), "next": EDITOR})
    assert client.get(EDITOR).status_code == 200


def test_signing_in_asks_for_the_code(client):
    one = person("trainers")
    TOTP.activate(one, "JBSWY3DPEHPK3PXP")
    answer = sign_in(client, one, next=EDITOR)
    assert answer.url.startswith("/en/accounts/2fa/authenticate/")
    assert client.get(EDITOR).url.startswith("/ru/accounts/login/")
    client.post(answer.url, {"code": totp_code("JBSWY3DPEHPK3PXP")})
    assert client.get(EDITOR).status_code == 200


def test_the_editor_has_no_login_of_its_own(client):
    answer = client.get("/admin/login/?next=/admin/")
    assert answer.url == "/ru/accounts/login/?next=/admin/"
    assert client.get("/admin/password_reset/", follow=True).status_code == 404


def test_who_takes_the_app_away_again_is_out(client):
    one = person("trainers")
    client.force_login(one)
    TOTP.activate(one, "JBSWY3DPEHPK3PXP")
    client.post(REAUTHENTICATE, {"code": totp_code("JBSWY3DPEHPK3PXP"), "next": EDITOR})
    Authenticator.objects.all().delete()
    assert client.get(EDITOR).status_code == 302


def test_a_learner_is_refused_and_not_sent_round_in_circles(client):
    client.force_login(person())
    assert client.get(EDITOR).status_code == 403


def test_in_the_demo_staff_need_none(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(person("trainers"))
    assert client.get(EDITOR).status_code == 200


def test_elsewhere_a_person_costs_no_query_for_it(rf, django_assert_num_queries):
    from lms.accounts.middleware import StaffSecondFactorMiddleware

    request = rf.get("/ky/courses/")
    request.user = person("trainers")
    with django_assert_num_queries(0):
        StaffSecondFactorMiddleware(lambda _request: "page")(request)


def test_the_app_shows_the_name_of_the_site():
    assert get_adapter().get_totp_issuer() == "Жылдыз"
