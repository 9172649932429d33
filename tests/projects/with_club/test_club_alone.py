"""The club in a site of somebody else: a member's way, from joining to the stage of #ЧоңОй."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from gamification.events.services import mark_attendance
from gamification.members.models import Member
from gamification.pages.models import ClubPage
from gamification.polls.models import Poll
from gamification.polls.queries import results
from gamification.polls.services import NewChoice, create_poll
from gamification.practices.models import Practice
from gamification.practices.services import review
from gamification.speakers.services import invite, publish, save_list
from gamification.stars.models import Season
from gamification.stars.services import freeze
from tests.gamification.factories import EventFactory, SeasonFactory, club_administrator
from tests.gamification.polls.conftest import Voter

pytestmark = pytest.mark.django_db
ABOUT = {"name": "Садыкова Айнура", "role": "deputy", "languages": ["ky"], "mentors_up_to": "0"}
REPORT = {
    "title": "Кудук казылды",
    "language": "ky",
    "done": "Айыл кеңешинде талкууладык.",
    "changed": "Суу келди.",
    "for_whom": "Бүт айылга.",
    "cost": "Акысыз.",
    "repeat": "Чогулуштан баштаңыз.",
    "consent": "on",
    "edit": "0",
}


def test_neither_courses_nor_the_site_itself_are_installed_or_imported():
    installed = [config.name for config in apps.get_app_configs()]
    assert not any(name.startswith(("courses", "lms", "cms.pages", "wagtail_localize")) for name in installed)
    assert not any(name.partition(".")[0] == "courses" for name in sys.modules)
    assert "gamification.bridges.courses" not in sys.modules


def test_the_checks_pass_and_no_migration_is_missing():
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def member(client):
    """She has signed in by the site's own door, and joined by the form."""
    person = get_user_model().objects.create_user("ainura", "ainura@example.org", "x")
    client.force_login(person)
    assert client.post("/ky/club/join/", ABOUT)["Location"] == "/ky/club/me/"
    return Member.objects.get(person=person)


@pytest.fixture
def editor():
    admin = Client()
    admin.force_login(club_administrator())
    return admin


def test_a_member_goes_from_joining_to_the_stage(client, member):
    club, season = club_administrator(), SeasonFactory()
    event = EventFactory()
    client.post(f"/ky/club/events/{event.pk}/sign-up/")
    event.starts_at = timezone.now() - timedelta(hours=1)
    event.save()
    mark_attendance(event=event, attended=[registration.pk for registration in event.registrations.all()], by=club)
    client.post("/ky/club/practices/new/", {**REPORT, "send": "1"})
    practice = Practice.objects.get(author=member)
    checks = {"nobody_harmed": True, "nobody_identified": True}
    review(practice=practice, by=club, publish=True, comment="", **checks)
    assert "Кудук казылды" in Client().get("/ky/practices/").content.decode()
    assert "Кудук казылды" in client.get("/ky/club/stars/").content.decode()
    Season.objects.filter(pk=season.pk).update(cut_off_at=timezone.now())
    frozen = freeze(season=Season.objects.get(pk=season.pk))
    speakers = save_list(
        season=frozen, by=club, places=1, newcomer_places=0, answer_by=timezone.now() + timedelta(days=7)
    )
    invite(speaker_list=publish(speaker_list=speakers, by=club), by=club)
    assert client.get("/ky/club/invitation/").status_code == 200
    client.post("/ky/club/invitation/", {"accept": "1", "talk": "Кудук", "practice": practice.pk, "in_public": "on"})
    page = Client().get(f"/ky/chong-oy/{frozen.code}/").content.decode()
    assert "Садыкова Айнура" in page
    assert "Садыкова Айнура" in Client().get("/ky/club/").content.decode()


def test_members_vote_in_secret_and_without_a_worker_the_command_closes_the_vote():
    voters = [Voter(Client()) for _number in range(5)]
    choices = [NewChoice("Бюджет"), NewChoice("Суу")]
    poll = create_poll(
        kind="topic",
        title="Темалар",
        language="ky",
        opens_at=timezone.now(),
        closes_at=timezone.now() + timedelta(days=1),
        choices=choices,
    )
    for voter in voters:
        voter.vote(poll, poll.choices.first())
    begun = timezone.now() - timedelta(days=1)
    Poll.objects.filter(pk=poll.pk).update(opens_at=begun, closes_at=timezone.now())
    call_command("club_ticks", verbosity=0)
    poll.refresh_from_db()
    assert [result.votes for result in results(poll)] == [5, 0]


PAGES = [
    "club/",
    "club/me/",
    "club/me/edit/",
    "club/members/",
    "club/stars/",
    "club/stars/top/",
    "club/votes/",
    "club/events/",
    "club/events.ics",
    "club/tasks/",
    "club/mentors/",
    "practices/",
    "club/practices/",
    "club/practices/new/",
    "chong-oy/",
    "club/invitation/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_a_site_whose_shell_knows_nothing_of_us(client, member, path):
    answer = client.get(f"/ky/{path}")
    assert answer.status_code == 200
    if answer["Content-Type"].startswith("text/html"):
        html = answer.content.decode()
        assert html.count("<main") == html.count("<h1") == 1
        assert "cms/css/site.css" in html
        assert "village.css" not in html
        assert '<html lang="ky">' in html


def test_a_site_shows_the_club_in_its_own_shell_by_one_template(client, member, settings, tmp_path):
    folder = tmp_path / "gamification"
    folder.mkdir()
    (folder / "base.html").write_text(
        '{% extends "base.html" %}{% load static %}'
        '{% block extra_css %}<link rel="stylesheet" href="{% static \'cms/css/site.css\' %}">{% endblock %}'
    )
    theirs = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**theirs, "DIRS": [tmp_path, *theirs["DIRS"]]}]
    html = client.get("/ky/club/stars/").content.decode()
    assert html.count("<h1") == 1
    assert "village.css" in html
    assert "cms/css/site.css" in html


@pytest.mark.parametrize(
    "path",
    [
        "events",
        "members",
        "mentorships",
        "practices",
        "seasons",
        "speakers",
        "star-rules",
        "stars",
        "tasks",
        "tea-talks",
        "topics",
        "votes",
    ],
)
def test_who_looks_after_the_club_finds_it_in_the_editor(editor, path):
    assert f"/admin/club/{path}/" in editor.get("/admin/").content.decode()
    assert editor.get(f"/admin/club/{path}/").status_code == 200


def test_the_clubs_page_is_written_in_the_editor_and_leads_to_ours():
    call_command("setup_club", verbosity=0)
    page = ClubPage.objects.get()
    boss = get_user_model().objects.create_superuser("boss", "boss@example.org", "x")
    client = Client()
    client.force_login(boss)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert page.get_url().endswith("/club/")


def test_words_are_changed_for_all_processes_of_a_site_that_keeps_nothing(client, editor):
    address = editor.get("/admin/settings/cms/terminology/")["Location"]
    form = {
        "replacements-TOTAL_FORMS": "1",
        "replacements-INITIAL_FORMS": "0",
        "replacements-MIN_NUM_FORMS": "0",
        "replacements-MAX_NUM_FORMS": "9",
    }
    row = {"language": "en", "word": "club", "replacement": "circle", "match": "dropped", "id": "", "DELETE": ""}
    editor.post(address, {**form, **{f"replacements-0-{name}": value for name, value in row.items()}})
    assert "Circle of women deputies</h1>" in client.get("/en/club/").content.decode()


def test_the_shell_of_a_fresh_wagtail_site_is_the_one_that_is_tested():
    """Its blocks are what `wagtail start` writes."""
    import wagtail

    theirs = Path(wagtail.__file__).parent / "project_template/project_name/templates/base.html"
    ours = Path(__file__).parent / "templates/base.html"
    for block in ("title", "title_suffix", "extra_css", "body_class", "content", "extra_js"):
        assert f"block {block} " in theirs.read_text()
        assert f"block {block} " in ours.read_text()
