"""Words that were read as something else, or as their opposite, stay away."""

from pathlib import Path

import pytest
from django.conf import settings

from cms.management.texts import catalogue

ROOT = Path(settings.BASE_DIR)
CONTENT = ROOT / "lms" / "demo" / "content"


def translations(package, language):
    for entry in catalogue(ROOT / package, language):
        yield from [entry.msgstr, *entry.msgstr_plural.values()]


@pytest.mark.parametrize(("language", "mentor"), [("ky", "насаатчы"), ("kk", "тәлімгер"), ("ru", "наставник")])
def test_a_facilitator_of_a_course_is_never_called_by_the_word_for_a_mentor_of_the_club(language, mentor):
    assert [text for text in translations("courses", language) if mentor in text.lower()] == []


@pytest.mark.parametrize(("language", "by_show_of_hands"), [("ky", "ачык добуш"), ("kk", "ашық дауыс")])
def test_a_secret_vote_is_never_called_an_open_one(language, by_show_of_hands):
    for package in settings.TEXT_PACKAGES:
        assert [text for text in translations(package, language) if by_show_of_hands in text.lower()] == []


def test_a_lesson_tells_to_give_one_number_where_class_and_sex_would_name_a_child():
    for language, sentence in (
        ("ky", "класс жана жыныс боюнча бөлбөй, бир гана жалпы сан жазыңыз"),
        ("ru", "не делите его ни по классам, ни по полу: пишите одно общее число"),
    ):
        lesson = CONTENT / "safe-school" / language / "lessons" / "path-of-a-case.md"
        assert sentence in lesson.read_text()


@pytest.mark.parametrize(("language", "join"), [("ky", "бириктирип"), ("ru", "объединя")])
def test_no_question_about_records_of_children_asks_to_join_class_and_sex(language, join):
    questions = (CONTENT / "safe-school" / language / "questions.yaml").read_text()
    assert join not in questions
