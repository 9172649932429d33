"""Scalars of a package stay as they are written, and what is no plain UTF-8 is told with its line."""

import pytest
from django.utils import translation

from courses.pages.models import LessonPage
from courses.pages.package.package import read_package
from courses.pages.package.writing import write_package as load
from courses.quizzes.models import AnswerKey, QuestionFeedback
from tests.courses.pages.packages import change, write_package
from tests.courses.pages.trees import home

LESSON = "ru/lessons/first.md"
AS_WRITTEN = (
    "0555123456", "+996555123456", "112", "12:30", "057", "0x10", "0b11", "0o17", "1e3", "1_000", "1.50", ".5", "no",
    "Yes", "on", "off", "null", "~", "true", "2024-05-01", "2024-05-01 12:30:00", ".inf", ".nan", "=", "<<", "24/7",
)  # fmt: skip


@pytest.fixture
def root(tmp_path):
    return write_package(tmp_path / "small")


def faults(root):
    with translation.override("en"):
        return read_package(root)[1].all()


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_scalar_stays_as_it_is_written_wherever_a_text_is_wanted(root, written):
    change(root, LESSON, 'phone: "111"', f"phone: {written}")
    change(root, LESSON, '- ["2024", "ru 25"]', f"- [{written}, x]")
    change(root, LESSON, "title: ru First lesson", f"title: {written}")
    change(root, LESSON, "answer: ru Because.", f"answer: {written}")
    change(root, "ru/questions.yaml", '"ru yes"', written)
    package, found = read_package(root)
    assert not found, found.all()
    document = package.document("ru", "first")
    values = {part.kind: part.value for part in document.parts}
    assert document.title == written
    assert values["helplines"]["lines"][0]["phone"] == written
    assert values["table"]["rows"] == [[written, "x"]]
    assert values["check"]["answer"] == written
    assert package.bank[0].texts["ru"].options["yes-it-is"] == written


@pytest.mark.parametrize("name", ["no", "012", "2024-05-01", "1e3", "null"])
def test_a_name_stays_as_it_is_written(root, name):
    change(root, "questions.yaml", "no-it-is-not", name)
    for language in ("ru", "ky"):
        change(root, f"{language}/questions.yaml", "no-it-is-not", name)
    package, found = read_package(root)
    assert not found, found.all()
    assert set(package.bank[0].truth["options"]) == {"yes-it-is", name}


@pytest.mark.django_db
def test_the_site_shows_what_is_written_and_marks_by_it(root, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    home()
    change(root, LESSON, 'phone: "111"', "phone: 0555123456")
    change(root, "questions.yaml", "answer: 30, tolerance: 0", "answer: 057, tolerance: '0,5'")
    load(read_package(root)[0])
    body = LessonPage.objects.get(slug="first", locale__language_code="ru").body
    (helplines,) = [block for block in body if block.block_type == "helplines"]
    assert helplines.value["lines"][0]["phone"] == "0555123456"
    assert {"answer": "57", "tolerance": "0.5"} in AnswerKey.objects.values_list("truth", flat=True)


@pytest.mark.django_db
def test_an_accepted_text_that_looks_like_a_number_is_accepted_as_written(root, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    home()
    change(root, "questions.yaml", "kind: number, answer: 30, tolerance: 0", "kind: text")
    for language in ("ru", "ky"):
        change(root, f"{language}/questions.yaml", f"  feedback: {language} Thirty.", "  feedback: x\n  accept: [0112]")
    load(read_package(root)[0])
    assert ["0112"] in QuestionFeedback.objects.values_list("accepted", flat=True)


PLANTED = [
    ("course.yaml", "minutes: 10", "minutes: 010", "“minutes” must be a whole number"),
    ("course.yaml", "minutes: 10", "minutes: 1e1", "“minutes” must be a whole number"),
    ("course.yaml", "minutes: 10", "minutes: 0xA", "“minutes” must be a whole number"),
    ("course.yaml", "minutes: 10", "minutes: 1:30", "“minutes” must be a whole number"),
    ("course.yaml", "minutes: 10", "minutes: " + "9" * 5000, "“minutes” must be a whole number"),
    ("course.yaml", "minutes: 10", "minutes: 10\n        required: 1", "“required” must be true or false"),
    ("course.yaml", "minutes: 10", "minutes: [10]", "“minutes” must be a whole number"),
    ("course.yaml", "minutes_per_hour: 60", "minutes_per_hour: 060", "must be one of: 60, 45"),
    ("course.yaml", "draw: {basics: 2}", "draw: {basics: 0x2}", "whole number from 1 to 100"),
    ("course.yaml", "pass_percent: 70", "pass_percent: 70.0", "“pass_percent” is a whole number"),
    ("course.yaml", "code: small", "code: &a small", "begins with “&”, “*” or “!”"),
    ("course.yaml", "code: small", "code: !!int 12", "begins with “&”, “*” or “!”"),
    ("course.yaml", "code: small", "code: !!python/object/apply:os.getcwd []", "begins with “&”, “*” or “!”"),
    ("course.yaml", "code: small", "code: *small", "begins with “&”, “*” or “!”"),
    ("course.yaml", "code: small", "code: " + "[" * 2000, "too deeply nested"),
    ("course.yaml", "hours: 1", "\thours: 1", "Indent with spaces, not with tabs."),
    ("course.yaml", "hours: 1", "[a, b]: 1", "The name of a field is a text."),
    ("course.yaml", "hours: 1", "hours: 1\nhours: 1", "“hours” stands here twice."),
    ("questions.yaml", "answer: 30", "answer: 12:30", "The answer must be a number."),
    ("questions.yaml", "answer: 30", "answer: 0x1E", "The answer must be a number."),
    ("questions.yaml", "yes-it-is: right", "yes-it-is: [right]", "either right or wrong"),
    ("questions.yaml", "kind: number, answer: 30, tolerance: 0", "kind: ordering, order: [[a], [b]]", "list of names"),
    (LESSON, 'phone: "111"', "phone: {a: b}", "“phone” must be a text"),
    (LESSON, '- ["2024", "ru 25"]', '- [[2024], "ru 25"]', "“rows” must be a text"),
    (LESSON, "ru A paragraph", "ru A\x0bparagraph", "control character (U+000B)"),
    (LESSON, "ru A paragraph", "ru A\x00paragraph", "control character (U+0000)"),
    (LESSON, "title: ru", "title: ru\u2028", "control character (U+2028)"),
]


@pytest.mark.parametrize(("name", "old", "new", "words"), PLANTED)
def test_what_is_no_number_name_or_text_is_told_with_its_line(root, name, old, new, words):
    line = change(root, name, old, new)
    said = [fault for fault in faults(root) if words in fault.message]
    assert said, faults(root)
    assert {(fault.file, fault.line) for fault in said} <= {(name, line), (name, line + 1)}


@pytest.mark.parametrize("written", ["true", "True", "yes", "YES"])
def test_what_means_yes_is_a_yes_where_one_is_asked_for(root, written):
    change(root, "course.yaml", "minutes: 10", f"minutes: 10\n        required: {written}")
    change(root, "questions.yaml", "kind: number, answer: 30, tolerance: 0", f"kind: truefalse, answer: {written}")
    package, found = read_package(root)
    assert not found, found.all()
    assert package.spec.items[0].required is True
    assert package.bank[1].truth == {"answer": True}


def test_a_few_lines_that_would_fill_the_memory_are_refused_at_once(root):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for one, other in zip("abcdefghij", "bcdefghijk", strict=True):
        bomb += f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]\n"
    (root / "course.yaml").write_text(bomb)
    (fault, *_more) = faults(root)
    assert (fault.file, fault.line) == ("course.yaml", 1)


FILES = ["course.yaml", "questions.yaml", "ky/questions.yaml", "ky/course.md", LESSON, "ru/quizzes/check-it.md"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_marks_and_line_ends_of_other_systems_change_nothing(root, name, ends, mark):
    expected = repr(read_package(root)[0])
    text = (root / name).read_text()
    (root / name).write_bytes((mark + text).replace("\n", ends).encode())
    package, found = read_package(root)
    assert not found, found.all()
    assert repr(package) == expected


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1251"])
def test_another_encoding_is_told(root, name, encoding):
    text = (root / name).read_text()
    (root / name).write_bytes((text + "\n# Курс\n").encode(encoding))
    said = [fault.message for fault in faults(root) if fault.file == name]
    assert any("save it as UTF-8" in message or "control character" in message for message in said)


def test_the_line_of_the_first_foreign_letter_is_named(root):
    text = (root / LESSON).read_text()
    (root / LESSON).write_bytes(text.encode() + "\nКурс\n".encode("cp1251"))
    (fault,) = [fault for fault in faults(root) if fault.file == LESSON]
    assert fault.line == text.count("\n") + 2


def test_a_folder_in_the_place_of_a_file_is_told(root):
    (root / LESSON).unlink()
    (root / LESSON).mkdir()
    assert any("cannot be read" in fault.message for fault in faults(root))


def test_a_bank_that_is_no_list_is_told(root):
    (root / "questions.yaml").write_text("q1: {topic: basics}\n")
    assert any("A list of questions" in fault.message for fault in faults(root))
