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


def glossary():
    """The rows of the glossary in the four languages: a row with two words has as many in each language."""
    for line in (ROOT / "docs/glossary.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" |")]
        if len(cells) == 6 and cells[0] not in ("English", "---"):
            english, *others = [cell.split(", ") for cell in cells[:4]]
            for index, word in enumerate(english):
                languages = [words[index] if len(words) == len(english) else words for words in others]
                yield word, dict(zip(("ky", "kk", "ru"), languages, strict=True))


def test_the_glossary_has_every_word_in_each_language():
    words = list(glossary())
    assert len(words) > 35
    assert [word for word, languages in words if not all(languages.values())] == []


def test_the_glossary_has_a_word_once():
    words = [word for word, _languages in glossary()]
    assert len(words) == len(set(words))


@pytest.mark.release
@pytest.mark.parametrize("package", settings.TEXT_PACKAGES)
@pytest.mark.parametrize("language", ["ky", "kk", "ru"])
def test_the_interface_says_the_words_of_the_glossary(package, language):
    words = {word: languages[language] for word, languages in glossary()}
    entries = [entry for entry in catalogue(ROOT / package, language) if entry.msgid in words and not entry.msgctxt]
    said = {entry.msgid: entry.msgstr or entry.msgstr_plural[0] for entry in entries}
    assert {word: text for word, text in said.items() if text and text not in words[word]} == {}
