"""A page kept for all must hold nothing of the one for whom it was drawn."""

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory

from cms.cache import fragments
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = """{% if user.is_authenticated %}in{% else %}out{% endif %} {{ user.email }} {{ request.user.email }}
{{ request.COOKIES }} {{ word }} {% csrf_token %} {% for message in messages %}{{ message }}{% endfor %} {{ note }}"""


@pytest.fixture
def drawn(monkeypatch, settings):
    """The template above, and how often it was drawn."""
    settings.CONTENT_CACHE = True
    times = []

    def draw(name, context, request):
        times.append(name)
        return engines["django"].from_string(PAGE).render(context, request)

    monkeypatch.setattr(fragments, "render_to_string", draw)
    return times


def visit(user, path="/ru/page/", **cookies):
    request = RequestFactory().get(path)
    request.user, request.session = user, {}
    request.COOKIES.update(cookies)
    request._messages = CookieStorage(request)
    return request


def page(request, word="x", **holes):
    context = {"word": word, "note": fragments.placeholder("note") if holes else ""}
    return fragments.render_cached(request, "page.html", context, holes).content.decode()


def test_what_is_the_same_is_drawn_once_and_holds_nothing_of_the_first_reader(drawn):
    first, second = UserFactory(), UserFactory()
    page(visit(first, secret="in a cookie"))
    html = page(visit(second))
    assert len(drawn) == 1
    assert first.email not in html
    assert "in a cookie" not in html
    assert html.startswith("in ")


@pytest.mark.parametrize("other", [{"path": "/ky/page/"}, {"word": "y"}])
def test_what_differs_is_drawn_anew(drawn, other):
    user = UserFactory()
    page(visit(user))
    page(visit(user, other.get("path", "/ru/page/")), other.get("word", "x"))
    assert len(drawn) == 2


def test_visitors_and_those_who_are_signed_in_have_different_pages(drawn):
    page(visit(UserFactory()))
    assert page(visit(AnonymousUser())).startswith("out")


def test_each_reader_s_forms_carry_a_token_of_her_own(drawn):
    user = UserFactory()
    one, two = visit(user), visit(user)
    pages = page(one), page(two)
    assert pages[0] != pages[1]
    assert one.META["CSRF_COOKIE"] != two.META["CSRF_COOKIE"]


def test_a_note_is_filled_in_escaped_and_not_kept(drawn):
    user = UserFactory()
    assert "&lt;b&gt;mine" in page(visit(user), note="<b>mine")
    assert "mine" not in page(visit(user), note="hers")


def test_a_message_is_shown_once_and_to_its_reader_alone(drawn):
    user = UserFactory()
    request = visit(user)
    messages.success(request, "Saved for you")
    assert "Saved for you" in page(request)
    assert "Saved for you" not in page(visit(user))
