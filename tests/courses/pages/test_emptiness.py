"""What holds nothing is not published: in the editor, by schedule, in a translation, from a package."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.pages.models import CoursePage, LessonPage, ModulePage, QuizPage, TaskPage
from courses.pages.package.package import read_package
from courses.syllabus.models import Edition
from tests.courses.pages.packages import write_package
from tests.courses.pages.test_editor import trainer
from tests.courses.pages.trees import add, draft_course, part, published_course, republish, translated

pytestmark = pytest.mark.django_db
__all__ = ["trainer"]


def text(words):
    return [{"type": "text", "value": words, "id": "1"}]


EMPTY = [[], text(""), text("<p></p>"), text("<p>&nbsp;</p><p> \u200b</p>"), text("<h2> </h2><ul><li></li></ul>"),
         [{"type": "key", "value": {"text": "<p></p>"}, "id": "1"}],
         [{"type": "check", "value": {"question": " ", "answer": ""}, "id": "1"}],
         [{"type": "table", "value": {"caption": "", "header": [""], "rows": [[""]]}, "id": "1"}]]  # fmt: skip


@pytest.mark.parametrize("body", EMPTY)
def test_an_empty_lesson_and_an_empty_task_are_not_published(body):
    page = published_course()
    for slug in ("lesson", "task"):
        with translation.override("en"), pytest.raises(ValidationError, match="nothing here yet"):
            republish(part(page, slug), body=body)
        assert "Слова" in str(part(page, slug).body)


@pytest.mark.parametrize("words", ["<p>.</p>", "<p>Слово</p>", "<p><b>1</b></p>"])
def test_a_word_is_enough(words):
    page = published_course()
    republish(part(page, "lesson"), body=text(words))


def test_a_translation_that_is_empty_is_not_published():
    page = published_course()
    for one in (page, part(page, "module")):
        translated(one, "ky")
    copy = part(page, "lesson").copy_for_translation(CoursePage.objects.get(locale__language_code="ky").locale)
    with pytest.raises(ValidationError):
        republish(copy, body=[])


def test_an_empty_module_keeps_the_course_from_being_published():
    page = draft_course()
    add(page, ModulePage(title="Пустой", slug="empty", locale=page.locale))
    with translation.override("en"), pytest.raises(ValidationError, match="The module “Пустой” has nothing to do"):
        republish(page)
    assert not Edition.objects.exists()


def test_a_quiz_without_questions_is_not_published():
    page = draft_course()
    with translation.override("en"), pytest.raises(ValidationError, match="“Проверка”: A quiz needs questions"):
        add(part(page, "module"), QuizPage(title="Проверка", slug="quiz", locale=page.locale))


def form_of(page, body, **fields):
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "minutes": page.minutes,
        "required": "on",
        "body": streamfield(body),
        "comments": inline_formset([]),
        **fields,
    }
    if isinstance(page, TaskPage):
        data["checked_by"] = "self"
    return nested_form_data(data)


def edit(client, page, body=(), **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, body, **fields))


@pytest.mark.parametrize("slug", ["lesson", "task"])
def test_the_editor_is_told_at_the_field_and_a_draft_may_be_empty(client, trainer, slug):
    page = part(draft_course(), slug)
    answer = edit(client, page, **{"action-publish": "1"})
    assert list(answer.context["form"].errors) == ["body"]
    assert "write something before you publish" in answer.content.decode()
    assert edit(client, page).status_code == 302


@pytest.mark.parametrize("minutes", ["0", "-1", "6001", "abc", "9" * 400])
def test_minutes_that_cannot_be_are_refused_at_their_field_in_a_draft_too(client, trainer, minutes):
    page = part(draft_course(), "lesson")
    answer = edit(client, page, minutes=minutes)
    assert list(answer.context["form"].errors) == ["minutes"]
    assert LessonPage.objects.get().get_latest_revision_as_object().minutes == 20


def test_a_package_with_an_empty_lesson_or_task_is_refused(tmp_path):
    root = write_package(tmp_path / "small")
    for language in ("ru", "ky"):
        for name in ("lessons/first.md", "tasks/do-it.md", "quizzes/check-it.md"):
            (root / language / name).write_text("---\ntitle: x\n---\n\n  \n")
    with translation.override("en"):
        found = {
            (fault.file, fault.line) for fault in read_package(root)[1].all() if "nothing to read" in fault.message
        }
    files = {f"{language}/{name}" for language in ("ru", "ky") for name in ("lessons/first.md", "tasks/do-it.md")}
    assert found == {(file, 1) for file in files}
