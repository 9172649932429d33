import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from cms.media.models import CaptionTrack
from courses.learning.services import complete, enrol_in_open_cohort
from courses.pages.models import CoursePage, LessonPage, QuizPage, TaskPage
from courses.quizzes.models import Question
from courses.syllabus.models import Course, Edition
from courses.syllabus.queries import outline
from tests.courses.pages.packages import change, write_package
from tests.courses.pages.trees import home
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    home()
    return write_package(tmp_path / "small")


def load(root):
    call_command("load_course", root, verbosity=0)


def counts():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def lesson(language):
    return LessonPage.objects.get(slug="first", locale__language_code=language)


def test_a_package_becomes_pages_in_each_language_a_bank_and_an_edition(root):
    load(root)
    (edition,) = Edition.objects.all()
    assert [item.slug for item in outline(edition.pk)] == ["first", "do-it", "check-it"]
    assert edition.course.titles == {"ru": "ru Small course", "ky": "ky Small course"}
    assert Question.objects.count() == 4
    assert CoursePage.objects.live().count() == 2
    assert {item.activity.key for item in outline(edition.pk)} == {
        page.translation_key for model in (LessonPage, TaskPage, QuizPage) for page in model.objects.live()
    }


def test_a_translation_has_its_own_words_files_and_links_and_the_sources_rules(root):
    load(root)
    page = lesson("ky")
    stored = str(page.body.get_prep_value())
    assert "ru " not in stored
    assert "https://example.org/ky" in stored
    assert page.title == "ky First lesson"
    assert page.minutes == 10
    downloads = [block.value["document"].title for block in page.body if block.block_type == "download"]
    assert downloads == ["list.ky.txt"]
    assert set(CaptionTrack.objects.values_list("language", flat=True)) == {"ru", "ky"}


def test_translators_find_the_translation_in_the_editor(root):
    load(root)
    from wagtail_localize.models import Translation

    translation = Translation.objects.get(source__object_id=lesson("ky").translation_key)
    assert translation.enabled
    assert translation.get_progress()[0] == translation.get_progress()[1] > 20


def test_loading_again_writes_nothing(root):
    load(root)
    before = counts()
    load(root)
    assert counts() == before


def test_loading_on_another_machine_gives_the_same_keys(root):
    load(root)
    keys = set(Page.objects.filter(depth__gt=2).values_list("translation_key", flat=True))
    ids = [block.id for block in lesson("ru").body]
    for page in CoursePage.objects.all():
        Page.objects.get(pk=page.pk).get_descendants(inclusive=True).delete()
    load(root)
    assert set(Page.objects.filter(depth__gt=2).values_list("translation_key", flat=True)) == keys
    assert [block.id for block in lesson("ru").body] == ids


def test_a_corrected_word_changes_that_page_alone(root):
    load(root)
    revisions = Revision.objects.count()
    change(root, "ky/lessons/first.md", "ky A paragraph", "ky A better paragraph")
    load(root)
    assert "better" in str(lesson("ky").body.get_prep_value())
    assert "better" not in str(lesson("ru").body.get_prep_value())
    assert Edition.objects.count() == 1
    changed = Revision.objects.order_by("-pk")[: Revision.objects.count() - revisions]
    assert {revision.object_id for revision in changed} == {str(lesson("ky").pk)}


def test_a_corrected_word_of_the_source_leaves_the_others_translated(root):
    load(root)
    change(root, "ru/lessons/first.md", "ru A paragraph", "ru A better paragraph")
    load(root)
    assert "better" in str(lesson("ru").body.get_prep_value())
    assert "ru " not in str(lesson("ky").body.get_prep_value())
    assert Edition.objects.count() == 1


def test_a_part_put_in_between_comes_in_every_language(root):
    load(root)
    for language in ("ru", "ky"):
        change(root, f"{language}/lessons/first.md", "::: key", f"::: key\n{language} Before.\n:::\n\n::: key")
    load(root)
    kinds = [[block.block_type for block in lesson(language).body] for language in ("ru", "ky")]
    assert kinds[0] == kinds[1]
    assert kinds[0][:3] == ["text", "key", "key"]
    assert "ky Before." in str(lesson("ky").body[1].value["text"])


def test_a_changed_outline_makes_the_next_edition_and_touches_no_learner(root):
    load(root)
    enrolment = enrol_in_open_cohort(person=UserFactory(), course=Course.objects.get(), language="ky")
    first = outline(enrolment.edition_id)[0]
    complete(enrolment=enrolment, item=first, evidence="read", by=enrolment.person)
    change(root, "course.yaml", "minutes: 45", "minutes: 50")
    load(root)
    enrolment.refresh_from_db()
    assert enrolment.edition.number == 1
    assert enrolment.completions.count() == 1
    assert TaskPage.objects.get(locale__language_code="ky").minutes == 50
    assert Edition.objects.get(number=2).minutes_practice == 50


def test_what_the_package_no_longer_has_stays_for_those_who_learn_with_it(root):
    load(root)
    enrol_in_open_cohort(person=UserFactory(), course=Course.objects.get(), language="ky")
    change(root, "course.yaml", "      - lesson: first\n        minutes: 10\n", "")
    change(root, "course.yaml", "minutes: 45", "minutes: 60")
    for name in ("ru/lessons/first.md", "ky/lessons/first.md"):
        (root / name).unlink()
    for _number in range(2):
        change(root, "questions.yaml", " lesson: first,", "")
    load(root)
    assert lesson("ru").live
    assert lesson("ru").retired
    assert [item.slug for item in Edition.objects.get(number=2).items.order_by("position")] == ["do-it", "check-it"]


def test_another_order_makes_an_edition_in_that_order(root):
    load(root)
    task = "      - task: do-it\n        minutes: 45\n        check: self\n"
    change(root, "course.yaml", task, "")
    change(root, "course.yaml", "      - lesson: first\n", task + "      - lesson: first\n")
    load(root)
    assert [item.slug for item in outline(Edition.objects.get(number=2).pk)] == ["do-it", "first", "check-it"]


def test_a_changed_picture_is_replaced(root):
    load(root)
    change(root, "media/scale.svg", "M0 0H9", "M0 0H8")
    load(root)
    (picture,) = [block.value["image"] for block in lesson("ru").body if block.block_type == "picture"]
    assert b"M0 0H8" in picture.file.read()


def test_checking_alone_writes_nothing(root):
    before = counts()
    call_command("load_course", root, check=True, verbosity=0)
    assert counts() == before


def test_a_folder_that_is_no_package_is_refused(tmp_path):
    with pytest.raises(CommandError):
        load(tmp_path)
