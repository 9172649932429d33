"""A course that is private in the editor is so at every door."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from courses.learning.services import enrol_in_open_cohort
from courses.pages.content import course_cards
from courses.syllabus.models import Course
from tests.courses.pages.trees import part, published_course, translated
from tests.factories import UserFactory
from tests.people import group_of

pytestmark = pytest.mark.django_db
COURSE, LESSON = "/ru/courses/first/", "/ru/courses/first/lesson/"
LISTS = ("/ru/", "/ru/courses/", "/ru/courses/?q=скрытый", "/ky/", "/ky/courses/", "/ky/courses/?q=скрытый")


@pytest.fixture(params=[False, True], ids=["nothing kept", "kept"])
def course(request, settings):
    settings.CONTENT_CACHE = request.param
    page = published_course(title="Скрытый курс")
    translated(page, "ky")
    return page


def restrict(page, kind, *groups):
    made = PageViewRestriction(page=Page.objects.get(pk=page.pk), restriction_type=kind, password="secret")
    made.save()
    made.groups.set(groups)
    return made


def shown_in(client):
    """The lists in which the course stands."""
    return {path for path in LISTS if "Скрытый курс" in client.get(path).content.decode()}


def someone(client, **more):
    person = UserFactory(**more)
    client.force_login(person)
    return person


def test_what_is_not_restricted_is_seen_by_all(client, course):
    assert shown_in(client) == set(LISTS)
    assert client.get(COURSE).status_code == client.get(LESSON).status_code == 200


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_visitor_sees_nothing_of_a_private_course_and_is_led_to_sign_in(
    client, course, kind, django_capture_on_commit_callbacks
):
    assert client.get(COURSE).status_code == 200  # what was kept of it must not come back
    assert shown_in(client) == set(LISTS)
    with django_capture_on_commit_callbacks(execute=True):
        restrict(course, kind)
    assert shown_in(client) == set()
    for path in (COURSE, LESSON, "/ky/courses/first/", "/ky/courses/first/lesson/"):
        assert client.get(path).url == f"/{path[1:3]}/accounts/login/?next={path}"


def test_signed_in_is_enough_for_login_only(client, course):
    restrict(course, "login")
    someone(client)
    assert shown_in(client) == set(LISTS)
    assert client.get(LESSON).status_code == 200
    assert client.post(f"{COURSE}enrol/").status_code == 302


@pytest.mark.parametrize("kind", ["groups", "password"])
def test_who_is_not_in_the_group_is_refused_at_every_door(client, course, kind):
    restrict(course, kind, Group.objects.create(name="Deputies"))
    someone(client)
    assert shown_in(client) == set()
    for path in (COURSE, LESSON, f"{COURSE}continue/"):
        assert client.get(path).status_code == 403, path
    for path in (f"{COURSE}enrol/", f"{LESSON}complete/", f"{LESSON}notes/", "/ru/courses/first/task/submit/"):
        assert client.post(path).status_code == 403, path
    assert not Course.objects.get().cohorts.filter(enrolments__isnull=False).exists()


@pytest.mark.parametrize("contact", ["", "help@example.org"])
def test_who_is_refused_reads_whom_to_ask_and_nothing_of_the_course(client, course, settings, contact):
    settings.COURSES = settings.COURSES | {"CONTACT_EMAIL": contact}
    restrict(course, "groups", Group.objects.create(name="Deputies"))
    someone(client, email="somebody@example.org")
    for path in ("/en/courses/first/", "/en/courses/first/lesson/", "/en/courses/first/continue/"):
        page = client.get(path).content.decode()
        assert "ask whoever sent you here, or the trainer of your organisation" in page
        assert "somebody@example.org" in page
        assert ("mailto:help@example.org" in page) == bool(contact)
        assert "Скрытый" not in page
    assert "ask whoever sent you here" in client.post("/en/courses/first/enrol/").content.decode()


def test_the_group_and_who_writes_courses_see_it(client, course, settings):
    settings.STAFF_SECOND_FACTOR = False
    group = Group.objects.create(name="Deputies")
    restrict(course, "groups", group)
    for groups, more in (([group], {}), ([group_of("trainers")], {}), ([], {"is_superuser": True})):
        someone(client, **more).groups.set(groups)
        assert shown_in(client) == set(LISTS)
        assert client.get(LESSON).status_code == 200


def test_who_is_enrolled_goes_on(client, course):
    learner = someone(client)
    enrol_in_open_cohort(person=learner, course=Course.objects.get(), language="ru")
    restrict(course, "groups", Group.objects.create(name="Deputies"))
    assert client.get(LESSON).status_code == 200
    assert client.post(f"{LESSON}complete/").status_code == 302
    assert "Скрытый курс" in client.get("/ru/my/").content.decode()


@pytest.mark.parametrize("where", ["home", "module", "lesson", "translation"])
def test_a_restriction_anywhere_in_the_course_is_one_of_the_course_in_all_languages(client, course, where):
    translation = course.get_translations().get(locale__language_code="ky")
    pages = {"home": course.get_parent(), "translation": translation}
    restrict(pages.get(where) or part(course, where), "login")
    assert shown_in(client) == set()
    assert client.get(LESSON).status_code == client.get("/ky/courses/first/").status_code == 302


def test_a_restriction_of_one_course_is_none_of_another(client, course):
    published_course(title="Открытый", slug="open")
    restrict(course, "login")
    assert set(course_cards("ru")) == {"first", "open"}
    assert client.get("/ru/courses/open/").status_code == 200


def test_a_restriction_that_is_lifted_opens_at_once(client, course, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = restrict(course, "login")
    assert client.get(COURSE).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        made.delete()
    assert shown_in(client) == set(LISTS)


def test_who_leaves_the_group_sees_nothing_with_the_next_request(client, course):
    group = Group.objects.create(name="Deputies")
    restrict(course, "groups", group)
    person = someone(client)
    person.groups.add(group)
    assert client.get(COURSE).status_code == 200
    person.groups.clear()
    assert client.get(COURSE).status_code == 403


def test_wagtails_own_address_leads_to_ours_where_it_is_asked(client, course):
    restrict(course, "groups", Group.objects.create(name="Deputies"))
    someone(client)
    answer = client.get(f"/ru/{course.slug}/")
    assert answer.url.endswith(COURSE)
    assert client.get(COURSE).status_code == 403


@pytest.mark.parametrize(("slug", "offered"), [("first", ["none", "login", "groups"]), ("module", []), ("lesson", [])])
def test_the_dialog_offers_what_is_asked_for_and_nothing_else(client, course, settings, slug, offered):
    settings.STAFF_SECOND_FACTOR = False
    someone(client, is_superuser=True)
    page = Page.objects.get(slug=slug, locale=course.locale)
    answer = client.get(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]))
    assert answer.status_code == 200
    choices = answer.context["form"].fields["restriction_type"].choices if "form" in answer.context else []
    assert [value for value, _label in choices] == offered
