from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import Page

from courses.pages.package.package import read_package
from courses.quizzes.models import Question
from courses.syllabus.models import Course
from tests.courses.pages.packages import change, write_package

OUTLINE, BANK, LESSON, KYRGYZ = "course.yaml", "questions.yaml", "ru/lessons/first.md", "ky/lessons/first.md"


@pytest.fixture
def root(tmp_path):
    return write_package(tmp_path / "small")


def faults(root):
    with translation.override("en"):
        return read_package(root)[1].all()


def test_a_package_without_faults_has_none(root):
    assert faults(root) == []


PLANTED = [
    # file, text, spoilt text, file of the fault (None: the same), lines below the change, words of the sentence
    (OUTLINE, "hours: 1", "hours: 2", None, None, "Minutes missing: 60."),
    (OUTLINE, "minutes: 45", "minutes: 15", None, None, "Minutes of practical tasks missing"),
    (OUTLINE, "minutes: 10", "minutes: ten", None, 0, "whole number"),
    (OUTLINE, "minutes: 10", "minutes: 0", None, 0, "whole number from 1"),
    (OUTLINE, "minutes_per_hour: 60", "minutes_per_hour: 50", None, 0, "one of: 60, 45"),
    (OUTLINE, "issue: automatic", "issue: automatic\ncolour: red", None, 1, "“colour” is not known"),
    (OUTLINE, "lesson: first", "lesson: enrol", None, 0, "reserved"),
    (OUTLINE, "task: do-it", "lesson: first", None, 0, "twice"),
    (OUTLINE, "[ru, ky]", "[ru, ky, kk]", None, None, "folder of the language “kk”"),
    (OUTLINE, "source: ru", "source: ky", None, 1, "source language comes first"),
    (OUTLINE, "draw: {basics: 2}", "draw: {basics: 3}", None, -2, "3 are to be drawn"),
    (OUTLINE, "pass_percent: 70", "pass_percent: 700", None, 0, "pass_percent"),
    (OUTLINE, "code: small", "code: Small Course", None, 0, "lower-case"),
    (OUTLINE, "issue: automatic", "hours: 1", None, 0, "twice"),
    (OUTLINE, "hours: 1", "hours: [1", None, None, "Not valid YAML"),
    (BANK, "yes-it-is: right", "yes-it-is: wrong", None, 0, "Exactly one option must be right"),
    (BANK, "key: q2", "key: q1", None, 0, "“q1” stands twice"),
    (BANK, "answer: 30", "answer: thirty", None, 0, "must be a number"),
    (BANK, "lesson: first", "lesson: second", None, 0, "no lesson “second”"),
    ("ky/questions.yaml", "q2:", "q3:", None, 0, "“q3” is not in the bank"),
    ("ky/questions.yaml", "q2:", "q3:", None, None, "“q2” has no words"),
    ("ky/questions.yaml", "  feedback: ky Thirty.", "", None, -2, "“feedback” is missing"),
    ("ky/questions.yaml", '"ky no"', '"ky yes"', None, -2, "read the same"),
    (LESSON, "alt: ru A scale", "", None, -1, "“alt” is missing"),
    (LESSON, "scale.svg", "balance.svg", None, 0, "media/balance.svg is missing"),
    (LESSON, "::: key", "::: idea", None, 0, "“::: idea” is not known"),
    (LESSON, "```check", "```quiz", None, 0, "“```quiz” is not known"),
    (LESSON, "ru one", "<b>ru</b> one", None, 0, "HTML"),
    (LESSON, "https://example.org/ru", "javascript:alert(1)", None, 0, "must begin with https"),
    (LESSON, "## ru", "# ru", None, 0, "Headings are"),
    (LESSON, "ru What happened.\n:::", "ru What happened.", None, 2, "is the box above closed"),
    (LESSON, 'phone: "111"', 'phone: "111"\n    colour: red', None, 1, "“colour” is not known"),
    (LESSON, "summary: ru About words.", "author: somebody", None, 0, "“author” is not known"),
    (LESSON, "---\ntitle: ru", "title: ru", None, 0, "header"),
    (LESSON, '- ["2024", "ru 25"]', '- ["2024"]', None, -1, "as many cells"),
    (LESSON, "transcript: ru All of it.", "", None, -3, "“transcript” is missing"),
    (KYRGYZ, "ky A paragraph", "ky More.\n\nky A paragraph", None, 0, "The paragraphs differ: p × 2"),
    (KYRGYZ, "::: key", "::: reflection", None, 0, "Part 2 is “reflection”; in the source it is “key” (line 13)"),
    (KYRGYZ, "[a link](https://example.org/ky)", "a link", None, 0, "number of links"),
    (KYRGYZ, "caption: ky Caption", "", None, -3, "“caption” must stand in every language"),
    (KYRGYZ, "\n::: reflection\nky Where did you meet it?\n:::\n", "", None, None, "There are 9 parts here and 10"),
    ("ky/course.md", "title: ky Small course", "title: ky Курс 😀", None, 0, "cannot be printed: “😀” (U+1F600)"),
    ("ky/course.md", "only: ky Only module", "other: ky Only module", None, None, "“only” has no title"),
]


@pytest.mark.parametrize(("name", "old", "new", "where", "below", "words"), PLANTED)
def test_a_planted_fault_is_told_with_file_and_line(root, name, old, new, where, below, words):
    line = change(root, name, old, new)
    found = faults(root)
    said = [fault for fault in found if words in fault.message]
    assert said, found
    assert said[0].file == (where or name)
    if below is not None:
        assert line + below in [fault.line for fault in said], said


def test_a_missing_file_is_told_where_it_is_wanted(root):
    (root / "ky/tasks/do-it.md").unlink()
    (fault,) = faults(root)
    assert str(fault) == "course.yaml:15: The file ky/tasks/do-it.md is missing."


def test_a_forgotten_file_is_told(root):
    (root / "ru/lessons/second.md").write_text("---\ntitle: x\n---\n")
    (fault,) = faults(root)
    assert fault.file == "ru/lessons/second.md"


def test_a_picture_with_a_script_is_refused(root):
    (root / "media/scale.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    assert {fault.file for fault in faults(root) if "“script”" in fault.message} == {LESSON, KYRGYZ}


def test_captions_that_are_none_are_refused(root):
    (root / "media/talk.ky.vtt").write_text("00:01 --> 00:02\n")
    (fault,) = faults(root)
    assert "WEBVTT" in fault.message


@pytest.mark.django_db
def test_twenty_faults_at_once_are_all_told_and_not_a_row_is_written(root):
    lessons = [
        row
        for row in PLANTED
        if row[0] in (LESSON, BANK, "ky/course.md", "ky/questions.yaml") and "\n:::" not in row[1]
    ]
    chosen = [*lessons, PLANTED[0], PLANTED[2], PLANTED[10]]
    planted = 0
    for name, old, new, *_rest in chosen:
        if old in (root / name).read_text() and old != "---\ntitle: ru":
            change(root, name, old, new)
            planted += 1
    assert planted >= 20
    errors = StringIO()
    pages = Page.objects.count()
    with translation.override("en"), pytest.raises(CommandError, match="Nothing was written"):
        call_command("load_course", root, stderr=errors)
    told = errors.getvalue()
    assert told.count("\n") >= 20
    assert (Page.objects.count(), Course.objects.count(), Question.objects.count()) == (pages, 0, 0)
