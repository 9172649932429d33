from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.models import Locale, PageLogEntry

from cms.pages.scheduling import publish_due_pages
from courses import signals
from courses.learning.services import enrol_in_open_cohort
from courses.pages.models import CoursePage, LessonPage
from courses.syllabus.models import Course, Edition
from tests.courses.pages.trees import BODY, add, draft_course, part, published_course, republish, translated
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def outline(edition):
    return [(item.slug, item.kind, item.minutes, item.practice) for item in edition.items.order_by("position")]


def test_publishing_makes_an_edition_of_what_is_published():
    heard = []
    signals.edition_published.connect(lambda **facts: heard.append(facts["edition"]), weak=False)
    page = draft_course()
    add(part(page, "module"), LessonPage(title="Черновик", slug="draft", locale=page.locale), publish=False)
    republish(page)
    edition = Edition.objects.get()
    assert outline(edition) == [("lesson", "lesson", 20, False), ("task", "task", 40, True)]
    assert (edition.course.code, edition.minutes_theory, edition.minutes_practice) == ("first", 20, 40)
    assert heard == [edition]


def test_publishing_again_makes_no_edition_until_the_outline_changes():
    page = published_course()
    republish(page, title="Другое название", summary="Другие слова")
    republish(part(page, "lesson"), title="Другой урок")
    assert Edition.objects.count() == 1
    assert Course.objects.get().title("ru") == "Другое название"
    republish(part(page, "task"), minutes=50)
    assert Edition.objects.count() == 1
    republish(page)
    assert list(Edition.objects.order_by("number").values_list("number", "minutes_practice")) == [(1, 40), (2, 50)]


def test_the_same_revision_published_again_sees_what_changed_below():
    page = published_course()
    republish(part(page, "task"), minutes=50)
    page.get_latest_revision().publish()
    assert Edition.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"hours": 2}, "Minutes missing: 60."),
        ({"practice_percent": 90}, "Minutes of practical tasks missing: 140"),
    ],
)
def test_below_the_promise_nothing_is_published_and_the_sentence_says_how_much_is_missing(fields, sentence):
    page = draft_course(**fields)
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        republish(page)
    assert sentence in " ".join(refused.value.messages)
    page.refresh_from_db()
    assert not page.live
    assert not Edition.objects.exists()


def test_a_title_that_no_certificate_can_print_is_not_published_in_any_language():
    page = published_course()
    for one in (page, translated(page, "ky")):
        with translation.override("en"), pytest.raises(ValidationError, match="cannot be printed: “😀”"):
            republish(one, title="Курс 😀")
    assert Course.objects.get().titles == {"ru": "Курс", "ky": "Курс"}


def test_a_reserved_address_and_one_used_twice_are_refused():
    page = draft_course()
    add(part(page, "module"), LessonPage(title="Х", slug="continue", body=BODY, locale=page.locale))
    other = add(page, part(page, "module").__class__(title="Второй", slug="second", locale=page.locale))
    add(other, LessonPage(title="Y", slug="lesson", body=BODY, locale=page.locale))
    with pytest.raises(ValidationError) as refused:
        republish(page)
    said = " ".join(refused.value.messages)
    assert "continue" in said
    assert "lesson" in said


def test_translations_and_aliases_make_no_edition_but_bring_their_title():
    page = published_course()
    translated(page, "ky")
    page.create_alias(parent=page.get_parent(), update_slug="again")
    republish(page, summary="Другие слова")
    assert Edition.objects.count() == 1
    assert Course.objects.count() == 1
    assert set(Course.objects.get().titles) == {"ru", "ky"}


def test_a_schedule_in_the_future_makes_no_edition():
    page = draft_course(hours=2)
    republish(page, go_live_at=timezone.now() + timedelta(days=1))
    assert not Edition.objects.exists()
    assert not page.live


def due(page):
    """Let the time of a scheduled page have come."""
    page = republish(page, go_live_at=timezone.now() + timedelta(days=1))
    page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save(update_fields=["content"])
    return page


def test_the_schedule_skips_what_is_refused_reports_it_once_and_goes_on():
    page = due(draft_course(hours=2))
    voluntary = LessonPage(title="Позже", slug="later", minutes=5, required=False, body=BODY, locale=page.locale)
    lesson = add(part(page, "module"), voluntary, publish=False)
    due(lesson)
    refused = publish_due_pages()
    publish_due_pages()
    page.refresh_from_db()
    lesson.refresh_from_db()
    assert len(refused) == 1
    assert not page.live
    assert lesson.live
    assert PageLogEntry.objects.filter(page=page.pk, action="cms.schedule_refused").count() == 1


def test_what_was_refused_is_published_by_the_schedule_once_nothing_is_missing():
    page = due(draft_course(hours=2))
    publish_due_pages()
    republish(part(page, "task"), minutes=100)
    assert publish_due_pages() == []
    page.refresh_from_db()
    assert page.live
    assert Edition.objects.count() == 1


@pytest.fixture
def learner():
    page = published_course()
    return enrol_in_open_cohort(person=UserFactory(), course=page.course, language="ru"), page


@pytest.mark.parametrize("slug", ["lesson", "module", None])
def test_what_people_learn_with_cannot_be_deleted(learner, slug):
    _enrolment, page = learner
    with pytest.raises(ValidationError):
        (part(page, slug) if slug else page).delete()
    assert page.get_descendants().count() == 3


@pytest.mark.parametrize("slug", ["lesson", "module", None])
def test_what_people_learn_with_cannot_be_withdrawn(learner, slug):
    _enrolment, page = learner
    target = part(page, slug) if slug else page
    with pytest.raises(ValidationError):
        target.unpublish()
    target.refresh_from_db()
    assert target.live


def test_when_the_learner_has_finished_a_page_can_be_deleted(learner):
    enrolment, page = learner
    enrolment.finished_at = timezone.now()
    enrolment.save()
    part(page, "lesson").delete()
    assert not LessonPage.objects.exists()


def test_what_is_left_out_stays_published_and_is_not_in_the_next_edition(learner):
    _enrolment, page = learner
    republish(part(page, "lesson"), retired=True)
    republish(part(page, "task"), minutes=60)
    republish(page)
    assert part(page, "lesson").live
    assert [item.slug for item in Edition.objects.get(number=2).items.all()] == ["task"]


def test_the_address_of_a_published_course_does_not_change():
    page = published_course()
    page.slug = "second"
    with translation.override("en"), pytest.raises(ValidationError, match="course does not change"):
        page.full_clean()


def test_a_course_that_was_never_published_goes_with_its_page():
    page = draft_course()
    page.delete()
    assert not Course.objects.exists()


def test_pages_point_to_our_addresses_in_their_own_language(client):
    page = published_course()
    kyrgyz = translated(page, "ky")
    assert page.get_url() == "/ru/courses/first/"
    assert kyrgyz.get_url() == "/ky/courses/first/"
    assert part(page, "lesson").get_url() == "/ru/courses/first/lesson/"
    assert client.get("/ru/first/module/lesson/")["Location"].endswith("/ru/courses/first/lesson/")


def test_the_first_language_saved_is_the_source():
    page = draft_course()
    kyrgyz = page.copy_for_translation(Locale.objects.get(language_code="ky"))
    assert CoursePage.objects.count() == 2
    assert Course.objects.get().source_language == "ru"
    assert kyrgyz.course == page.course
