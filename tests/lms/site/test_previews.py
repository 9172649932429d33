"""Drafts in the editor's frame: the answer may stand there, for each type of page and in each way of asking."""

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from courses.pages.models import QuizPage
from gamification.pages.models import ClubPage
from tests.courses.pages.trees import add, draft_course, part
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    """A draft of each type of page."""
    course = draft_course()
    home = course.get_parent().specific
    add(home, ClubPage(title="Club", slug="club", locale=home.locale), publish=False)
    module = part(course, "module")
    add(module, QuizPage(title="Quiz", slug="quiz", locale=home.locale), publish=False)
    add(module, QuizPage(title="Кыргызча", slug="кыргызча", locale=home.locale, live=False), publish=False)
    pages = Page.objects.filter(depth__gt=1).specific()
    assert {type(page) for page in pages} == set(get_page_models()) - {Page}, "a type of page is not tried"
    return pages


@pytest.fixture
def superuser(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    person = UserFactory(is_superuser=True, is_staff=True, language="ky")
    client.force_login(person)
    return person


def ways(page):
    """The addresses under which a draft is asked for that is stored; the frame itself is tried in the browser."""
    yield reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    yield reverse("wagtailadmin_pages:revisions_view", args=[page.pk, page.latest_revision_id])


def may_stand_in_the_editors_frame(answer):
    policy = answer["Content-Security-Policy"]
    return "frame-ancestors 'self'" in policy and answer["X-Frame-Options"] == "SAMEORIGIN"


def test_every_type_of_page_is_shown_in_the_frame_of_the_editor(client, superuser, drafts):
    for page in drafts:
        for way in ways(page):
            answer = client.get(way)
            assert page.title in answer.content.decode(), (page.title, way)
            assert may_stand_in_the_editors_frame(answer), (page.title, way)


def test_in_production_too(client, superuser, drafts, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.CONTENT_CACHE = True
    for page in drafts:
        for way in ways(page):
            answer = client.get(way, headers={"X-Forwarded-Proto": "https"})
            assert page.title in answer.content.decode(), (page.title, way)
            assert may_stand_in_the_editors_frame(answer), (page.title, way)


def test_the_page_itself_stands_in_no_frame(client, drafts):
    answer = client.get("/ky/")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
