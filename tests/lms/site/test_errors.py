import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import gettext, override

from cms.access.pending_forms import MAX_CHARACTERS
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.lms.site.views")]
LANGUAGES = ("ky", "ru", "kk", "en")
TYPED = {"text": "Кыргызча «жооп» <script>", "password1": "hush", "csrfmiddlewaretoken": "old"}
SAME_SITE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def client():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def with_token(client):
    """A token that the next post may carry."""
    client.get("/ky/accounts/login/")
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def page(answer):
    return answer.content.decode()


def says(answer, text, language):
    with override(language):
        return gettext(text) in page(answer) and f'<html lang="{language}"' in page(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["lost", "lost_below"])
def test_a_lost_database_says_when_to_come_back_in_the_language_of_the_address(client, language, view):
    answer = client.get(f"/{language}/try/{view}/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert says(answer, "The site is resting for a moment", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours_is_said_plainly(client, language):
    answer = client.get(f"/{language}/try/broken/")
    assert answer.status_code == 500
    assert says(answer, "Something broke on our side", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_page_leads_to_the_search_in_the_language_of_the_address(client, language):
    answer = client.get(f"/{language}/no/such/page/")
    assert answer.status_code == 404
    assert says(answer, "There is no such page", language)
    assert f'href="/{language}/courses/' in page(answer)


def test_what_was_typed_when_the_database_was_lost_can_be_sent_again(client, with_token):
    answer = client.post("/ky/try/lost/", TYPED | with_token, **SAME_SITE)
    assert answer.status_code == 503
    assert "Кыргызча «жооп» &lt;script&gt;" in page(answer)
    assert "hush" not in page(answer)


def test_a_form_without_a_good_token_is_offered_again_with_one_and_then_taken(client):
    answer = client.post("/ky/try/echo/", TYPED, **SAME_SITE)
    assert answer.status_code == 403
    assert "Кыргызча «жооп» &lt;script&gt;" in page(answer)
    assert "hush" not in page(answer)
    token = re.search(r'name="csrfmiddlewaretoken"\s+value="(\w+)"', page(answer)).group(1)
    again = client.post("/ky/try/echo/", {"text": TYPED["text"], "csrfmiddlewaretoken": token}, **SAME_SITE)
    assert again.status_code == 200


@pytest.mark.parametrize("source", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}])
def test_what_another_site_sent_is_not_offered_again(client, source):
    answer = client.post("/ky/try/echo/", TYPED, **source)
    assert answer.status_code == 403
    assert "жооп" not in page(answer)


def test_what_was_typed_after_the_session_ran_out_is_offered_after_signing_in(client, with_token):
    answer = client.post("/ky/try/members/", TYPED | with_token, **SAME_SITE)
    assert answer.url == "/ky/accounts/login/?next=/ky/my/pending-forms/"
    client.force_login(UserFactory())  # as a real sign-in, it keeps the session of the visitor
    offered = client.get("/ky/my/pending-forms/")
    assert "Кыргызча «жооп» &lt;script&gt;" in page(offered)
    assert 'action="/ky/try/members/"' in page(offered)
    assert "hush" not in page(offered)


def test_half_an_hour_later_nothing_is_offered(client, with_token):
    client.force_login(UserFactory())
    session = client.session
    session["pending_forms"] = [{"at": 0, "path": "/ky/", "fields": [["text", "old"]], "files": []}]
    session.save()
    answer = client.get("/ky/my/pending-forms/")
    assert answer.status_code == 302
    (told,) = get_messages(answer.wsgi_request)
    with override("ky"):
        assert str(told) == gettext("What was typed before you signed in is kept for half an hour, not longer.")


def test_what_two_windows_sent_is_offered_together(client, with_token):
    for address, text in (("members/", "first"), ("members/?again=1", "second"), ("members/", "third")):
        client.post(f"/ky/try/{address}", {"text": text} | with_token, **SAME_SITE)
    client.force_login(UserFactory())
    offered = page(client.get("/ky/my/pending-forms/"))
    assert [text for text in ("first", "second", "third") if f'value="{text}"' in offered] == ["second", "third"]


@pytest.mark.parametrize(("letters", "kept"), [(MAX_CHARACTERS, True), (MAX_CHARACTERS + 1, False)])
def test_what_is_too_long_to_be_kept_is_handed_back_at_once(client, with_token, letters, kept):
    answer = client.post("/ky/try/members/", {"text": "ө" * letters} | with_token, **SAME_SITE)
    assert answer.status_code == (302 if kept else 403)
    client.force_login(UserFactory())
    shown = page(client.get("/ky/my/pending-forms/") if kept else answer)
    assert "ө" * letters in shown
    assert 'action="/ky/try/members/"' in shown


def test_what_is_too_long_and_comes_from_another_site_is_not_handed_back(client, with_token):
    answer = client.post("/ky/try/members/", {"text": "ө" * (MAX_CHARACTERS + 1)} | with_token, HTTP_ORIGIN="null")
    assert answer.status_code == 403
    assert "өөө" not in page(answer)


def test_a_file_that_is_too_large_is_refused_and_the_text_beside_it_kept(client, with_token, settings):
    settings.UPLOAD_MAX_BYTES = 2**20
    big = SimpleUploadedFile("big.pdf", b"x" * (2**20 + 1))
    answer = client.post("/ky/try/echo/", {"text": "жооп", "file": big} | with_token, **SAME_SITE)
    assert answer.status_code == 413
    assert "жооп" in page(answer)
    assert 'type="file" name="file"' in page(answer)


def test_a_file_of_just_the_limit_passes(client, with_token, settings):
    settings.UPLOAD_MAX_BYTES = 2**20
    fits = SimpleUploadedFile("fits.pdf", b"x" * 2**20)
    answer = client.post("/ky/try/echo/", {"text": "жооп", "file": fits} | with_token, **SAME_SITE)
    assert page(answer) == "took жооп ['file']"


def test_too_much_text_is_too_large_as_well(client, with_token, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/kk/try/echo/", {"text": "x" * 2000} | with_token, **SAME_SITE)
    assert answer.status_code == 413
    assert says(answer, "The file is too large", "kk")


def test_a_nonsense_request_is_answered_plainly(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = client.get("/ky/try/echo/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert says(answer, "We could not read that", "ky")


def test_a_view_that_names_no_action_shows_nothing(client):
    answer = client.get("/ky/try/unguarded/")
    assert answer.status_code == 403
    assert "secret" not in page(answer)


def test_reaching_a_limit_says_how_long_to_wait(client, with_token, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "mail": {"address": [(1, 60)]}}
    asked = {"email": "aigul@example.org", **with_token}
    client.post("/ky/accounts/password/reset/", asked, **SAME_SITE)
    answer = client.post("/ky/accounts/password/reset/", asked, **SAME_SITE)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert says(answer, "Too many tries", "ky")
