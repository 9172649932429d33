"""Addresses of courses and of their parts: made of titles in any alphabet, refused where nobody could reach them, and
never so bad that one page breaks a list.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from courses.learning.services import enrol_in_open_cohort
from courses.pages.models import CoursePage, LessonPage, ModulePage, QuizPage, TaskPage
from courses.syllabus.models import Course, EditionItem
from tests.courses.pages.test_editor import edit, form_of
from tests.courses.pages.trees import add, draft_course, home, part, published_course, republish, translated
from tests.factories import UserFactory
from tests.people import with_role

pytestmark = pytest.mark.django_db
TITLE, SLUG = "Сыноо курсу: эмгек коопсуздугу", "сыноо-курсу-эмгек-коопсуздугу"
LONG = "Өтө узун аталыш " * 16


@pytest.fixture
def trainer(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    person = UserFactory(language="en")
    with_role(person, "trainers")
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return person


def write(client, parent, model, **fields):
    """Make a page by the editor's form; the page, or the form's errors where it was refused."""
    address = reverse("wagtailadmin_pages:add", args=["courses_pages", model.__name__.lower(), parent.pk])
    answer = client.post(address, form_of(CoursePage(), minutes=10, body=streamfield([]), **fields))
    if answer.status_code != 302:
        return answer.context["form"].errors
    return Page.objects.get(pk=parent.pk).get_children().last().specific


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (TITLE, "synoo-kursu-emgek-koopsuzdugu"),
        ("🎉🎉", "lesson-2"),
        ("حقوق الطفل", "hqwq-ltfl"),
        (LONG[:255], ("oto-uzun-atalysh-" * 5)[:80].rstrip("-")),
    ],
)
def test_a_slug_left_empty_is_made_of_the_title(client, trainer, title, slug):
    course = translated(published_course(), "ky")
    module = add(course, ModulePage(title="Модуль", slug="m", locale=course.locale))
    add(module, LessonPage(title="Сабак", slug="lesson", locale=course.locale), publish=False)
    assert write(client, module, LessonPage, title=title, slug="").slug == slug
    other = write(client, module, LessonPage, title=title, slug="").slug
    assert other == ("lesson-3" if slug == "lesson-2" else f"{slug[:78]}-2")


def test_a_course_without_a_slug_gets_one_of_its_title(client, trainer):
    top = home().get_translations().get(locale__language_code="ky")
    assert write(client, top, CoursePage, title=TITLE, slug="").slug == "synoo-kursu-emgek-koopsuzdugu"
    assert write(client, top, CoursePage, title=TITLE, slug="").slug == "synoo-kursu-emgek-koopsuzdugu-2"


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        (SLUG, "Only Latin letters"),
        ("a b", "Only Latin letters"),
        ("a" * 81, "at most 80 characters"),
    ],
)
def test_what_no_address_takes_is_refused_at_the_field_and_stays_typed(client, trainer, slug, said):
    errors = write(client, home(), CoursePage, title="Курс", slug=slug)
    assert list(errors) == ["slug"]
    assert said in str(errors["slug"])


@pytest.mark.parametrize("model", [ModulePage, LessonPage, QuizPage, TaskPage])
def test_parts_of_a_course_get_slugs_that_stand_once_in_it(model):
    course = draft_course()
    other = add(course, ModulePage(title="Башка", locale=course.locale))
    parents = (course, course) if model is ModulePage else (part(course, "module"), other)
    slugs = [add(parent, model(title="Ыңгайлуу", locale=course.locale), publish=False).slug for parent in parents]
    assert slugs == ["ynggayluu", "ynggayluu-2"]
    without_letters = [add(parent, model(title="🎉", locale=course.locale), publish=False).slug for parent in parents]
    kind = model.__name__.removesuffix("Page").lower()
    taken = kind != "quiz"  # the course has a module, a lesson and a task of that name
    assert without_letters == [f"{kind}-2", f"{kind}-3"] if taken else [kind, f"{kind}-2"]


def test_a_title_makes_no_reserved_address():
    course = draft_course()
    page = add(part(course, "module"), LessonPage(title="Continue", locale=course.locale), publish=False)
    assert page.slug == "continue-2"


def test_a_course_takes_no_code_of_a_course_whose_page_is_gone():
    Course.objects.create(code="kurs", source_language="ky", hours_promised=1)
    top = home()
    assert top.add_child(instance=CoursePage(title="Курс", locale=top.locale, live=False)).slug == "kurs"[:4] + "-2"


def spoil(page, slug):
    """Store a slug as no form would: from another time, or by hand."""
    old = page.slug
    Page.objects.filter(translation_key=page.translation_key).update(slug=slug)
    Course.objects.filter(key=page.translation_key).update(code=slug)
    EditionItem.objects.filter(slug=old).update(slug=slug)


@pytest.mark.parametrize("live", [False, True])
def test_one_page_with_a_slug_from_another_time_breaks_no_list(client, trainer, live):
    course = published_course() if live else draft_course()
    other = translated(course, "ky") if live else None
    top = course.get_parent()
    for page in (course, part(course, "module"), part(course, "lesson"), part(course, "task")):
        spoil(page, f"{SLUG}-{page.pk}")
    addresses = ["/admin/", *(f"/{language}/{path}" for language in ("ky", "ru") for path in ("", "courses/"))]
    for page in (top, course, other, *course.get_descendants()):
        if page:
            addresses.append(reverse("wagtailadmin_explore", args=[page.pk]))
            addresses.append(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_such_a_course_is_still_read_and_learned_in(client):
    course = published_course()
    for page in (course, part(course, "lesson")):
        spoil(page, SLUG)
    enrol_in_open_cohort(person=(person := UserFactory()), course=Course.objects.get(), language="ru")
    client.force_login(person)
    assert client.get(f"/ru/courses/{SLUG}/").status_code == 200
    assert client.get(f"/ru/courses/{SLUG}/{SLUG}/").status_code == 200
    assert client.get(f"/ru/courses/{SLUG}/continue/").status_code == 302
    assert client.post(f"/ru/courses/{SLUG}/{SLUG}/complete/", {}).status_code == 302


@pytest.mark.parametrize("slug", ["", "a/b", "a b", "a\nb"])
def test_a_slug_that_fits_into_no_address_at_all_breaks_no_list(client, trainer, slug):
    course = published_course()
    enrol_in_open_cohort(person=trainer, course=course.course, language="ru")
    Page.objects.filter(pk=course.pk).update(slug=slug)
    Course.objects.update(code=slug)
    explorer = reverse("wagtailadmin_explore", args=[course.get_parent().pk])
    for address in ("/admin/", explorer, "/ru/", "/ru/courses/", "/ru/my/"):
        assert client.get(address).status_code == 200, address


def test_publishing_such_a_course_again_gives_it_an_address_that_is_plain():
    course = published_course()
    spoil(course, SLUG)
    republish(course)
    assert Course.objects.get().code == CoursePage.objects.get().slug == "synoo-kursu-emgek-koopsuzdugu"


def test_an_edition_takes_no_item_whose_slug_no_address_takes():
    course = published_course()
    Page.objects.filter(slug="lesson").update(slug=SLUG)
    with pytest.raises(ValidationError, match="сыноо"):
        republish(course, hours=1)


def test_the_form_of_a_published_course_says_that_its_address_is_fixed(client, trainer):
    course = published_course()
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    assert shown.context["form"].fields["slug"].disabled
    assert "stands on certificates" in shown.content.decode()
    edit(client, course, slug="another", **{"action-publish": "1"})
    assert Course.objects.get().code == "first"


def test_the_address_of_a_draft_may_change(client, trainer):
    course = draft_course()
    edit(client, course, slug="another")
    assert CoursePage.objects.get().get_latest_revision_as_object().slug == "another"


@pytest.fixture
def renamed():
    """A course whose lesson has got another address in its second edition, with a learner of each edition."""
    course = published_course()
    early, late = UserFactory(), UserFactory()
    enrol_in_open_cohort(person=early, course=Course.objects.get(), language="ru")
    republish(part(course, "lesson"), slug="better")
    republish(course)
    enrol_in_open_cohort(person=late, course=Course.objects.get(), language="ru")
    return early, late


def test_the_old_address_of_a_lesson_leads_to_the_new_one(client, renamed):
    early, late = renamed
    old, new = "/ru/courses/first/lesson/", "/ru/courses/first/better/"
    assert client.get(old).url == new
    client.force_login(late)
    assert client.get(old).url == new
    client.force_login(early)
    assert client.get(old).status_code == 200
    assert client.get(new).url == old, "whose edition has the old address is led back to it"


def test_what_is_sent_to_the_old_address_is_taken(client, renamed):
    _early, late = renamed
    client.force_login(late)
    assert client.post("/ru/courses/first/lesson/complete/", {}).status_code == 302
    assert late.enrolments.get().completions.count() == 1


def test_an_address_that_nothing_ever_had_is_not_found(client, renamed):
    assert client.get("/ru/courses/first/never/").status_code == 404
    assert client.get("/ru/courses/first/неч/").status_code == 404
