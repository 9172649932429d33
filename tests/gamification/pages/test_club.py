"""The club's first page: for a visitor, for a member, with much and with nothing."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.pages.services import set_up_site
from gamification.events.models import Event
from gamification.members.models import Member
from gamification.pages.models import ClubPage
from gamification.polls.services import NewChoice, create_poll
from tests.gamification.factories import EventFactory, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return set_up_site(origin="http://testserver", name="Жылдыз")


@pytest.fixture
def page(site):
    call_command("setup_club", verbosity=0)
    page = ClubPage.objects.get(locale__language_code="ky")
    page.title, page.lead = "Айымдар клубу", "<p>Биз чогуу <b>үйрөнөбүз</b>.</p>"
    page.body = [("text", "<p>Эмне кылабыз</p>")]
    page.save_revision().publish()
    return page


def test_without_a_page_of_the_editor_the_club_still_tells_what_it_is(client):
    html = client.get("/ky/club/").content.decode()
    assert html.count("<h1") == 1
    assert 'href="/ky/club/join/"' in html
    assert 'class="steps"' in html


def test_a_club_page_stands_below_each_home_page_and_making_it_again_changes_nothing(page):
    assert ClubPage.objects.count() == 4
    call_command("setup_club", verbosity=0)
    assert ClubPage.objects.count() == 4
    page.refresh_from_db()
    assert page.title == "Айымдар клубу"


def test_the_page_says_what_was_written_in_the_readers_language_else_in_the_sites(client, page):
    html = client.get("/ky/club/").content.decode()
    assert "Айымдар клубу</h1>" in html
    assert "<b>үйрөнөбүз</b>" in html
    assert "Эмне кылабыз" in html
    ClubPage.objects.filter(locale__language_code="kk").delete()
    assert 'lang="ru">' in client.get("/kk/club/").content.decode()


def test_wagtails_own_address_leads_to_ours_and_so_does_the_editor(client, page):
    assert page.get_full_url() == "http://testserver/ky/club/"
    answer = page.serve(client.get("/ky/club/").wsgi_request)
    assert answer["Location"].endswith("/ky/club/")


def test_the_preview_shows_the_draft(page, rf):
    answer = page.make_preview_request()
    assert "Айымдар клубу" in answer.rendered_content


def test_a_visitor_costs_no_query_until_something_changes_or_a_minute_has_passed(
    client, page, django_assert_num_queries, monkeypatch
):
    EventFactory(title="Бюджет")
    with override_settings(CONTENT_CACHE=True):
        client.get("/ky/club/")
        Event.objects.update(title="Салык")
        with django_assert_num_queries(0):
            assert "Бюджет" in client.get("/ky/club/").content.decode()
        monkeypatch.setattr("cms.cache.middleware.time.monotonic", lambda: 1e12)
        assert "Салык" in client.get("/ky/club/").content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_a_member_sees_what_she_can_do_at_four_queries_however_much_there_is(
    client, page, django_assert_num_queries, many
):
    member = MemberFactory()
    closes_at = timezone.now() + timedelta(days=1)
    for number in range(many):
        EventFactory()
        choices = [NewChoice("a"), NewChoice("b")]
        create_poll(
            kind="topic",
            title=f"Тема {number}",
            language="ky",
            opens_at=timezone.now(),
            closes_at=closes_at,
            choices=choices,
        )
    client.force_login(member.person)
    with override_settings(CONTENT_CACHE=True):
        client.get("/ky/club/")
        with django_assert_num_queries(4):
            html = client.get("/ky/club/").content.decode()
    assert 'data-do="club-me"' in html
    assert html.count("/ky/club/votes/") == min(many, 3)


def test_votes_are_the_members_own_business(client):
    create_poll(
        kind="topic",
        title="Тема",
        language="ky",
        opens_at=timezone.now(),
        closes_at=timezone.now() + timedelta(days=1),
        choices=[NewChoice("a"), NewChoice("b")],
    )
    assert "Тема" not in client.get("/ky/club/").content.decode()
    client.force_login(PersonFactory())
    assert "Тема" not in client.get("/ky/club/").content.decode()


def test_what_is_over_is_not_announced(client):
    EventFactory(title="Кечээги", starts_at=timezone.now() - timedelta(days=1))
    assert "Кечээги" not in client.get("/ky/club/").content.decode()


def test_a_site_in_one_language_without_our_home_page_gets_its_club_too():
    home = Site.objects.get(is_default_site=True).root_page
    assert type(home.specific) is Page
    call_command("setup_club", verbosity=0)
    assert ClubPage.objects.get().get_parent() == home
    assert Locale.objects.count() == 1


def test_who_has_left_is_a_visitor_again(client):
    member = MemberFactory()
    Member.objects.filter(pk=member.pk).update(left_at=timezone.now())
    client.force_login(member.person)
    assert 'data-do="club-join"' in client.get("/ky/club/").content.decode()
