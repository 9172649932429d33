from dataclasses import replace
from uuid import uuid4

import pytest

from courses.quizzes.bank import question_key, save_bank
from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback
from courses.quizzes.queries import topic_sizes
from courses.quizzes.question_data import QuestionText
from courses.quizzes.validation import validate_question
from tests.courses.quizzes import questions
from tests.factories import CourseFactory


@pytest.mark.parametrize("question", questions.all_kinds(), ids=lambda q: q.kind)
def test_a_good_question_has_no_fault(question):
    assert validate_question(question) == []


BAD_TRUTHS = [
    (questions.single(), {"options": {"a": "right", "b": "right", "c": "wrong", "d": "wrong"}}),
    (questions.single(), {"options": {"a": "yes", "b": "no"}}),
    (questions.single(), {"options": {"a": "right"}}),
    (questions.single(), {}),
    (questions.multiple(), {"options": {"a": "wrong", "b": "wrong", "c": "wrong", "d": "wrong"}}),
    (questions.truefalse(), {"answer": "maybe"}),
    (questions.truefalse(), {}),
    (questions.matching(), {"pairs": ["x"]}),
    (questions.matching(), {"pairs": ["x", "x", "y"]}),
    (questions.ordering(), {"order": None}),
    (questions.number(), {"answer": "many", "tolerance": 0}),
    (questions.number(), {"answer": True, "tolerance": 0}),
    (questions.number(), {"answer": 5, "tolerance": -1}),
    (questions.text(), {"answer": "x"}),
]


@pytest.mark.parametrize(("question", "truth"), BAD_TRUTHS)
def test_a_key_that_cannot_be_is_named(question, truth):
    assert validate_question(replace(question, truth=truth))


BAD_WORDS = [
    (questions.single(), QuestionText(text=" ", options=dict.fromkeys("abcd", "x"))),
    (questions.single(), QuestionText(text="?", options={"a": "A", "b": "B", "c": "C"})),
    (questions.single(), QuestionText(text="?", options={"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"})),
    (questions.single(), QuestionText(text="?", options={"a": "A", "b": "a ", "c": "C", "d": "D"})),
    (questions.single(), QuestionText(text="?", options={"a": "", "b": "B", "c": "C", "d": "D"})),
    (questions.single(), QuestionText(text="?", options={"a": "A" * 501, "b": "B", "c": "C", "d": "D"})),
    (questions.matching(), QuestionText(text="?", pairs={"x": ("X", "1"), "y": ("Y", "1"), "z": ("Z", "2")})),
    (questions.text(), QuestionText(text="?", accept=(" ",))),
]


@pytest.mark.parametrize(("question", "words"), BAD_WORDS)
def test_words_that_do_not_fit_the_key_are_named_with_their_language(question, words):
    faults = validate_question(replace(question, texts={**question.texts, "ky": words}))
    assert faults
    assert all(fault.startswith("ky: ") for fault in faults)


def test_an_unknown_kind_is_named():
    assert "riddle" in validate_question(replace(questions.single(), kind="riddle"))[0]


@pytest.fixture
def course(db):
    return CourseFactory()


def counts():
    return [model.objects.count() for model in (Question, Option, AnswerKey, QuestionFeedback)]


def test_loading_twice_doubles_nothing_and_keeps_the_keys(course):
    save_bank(course=course, questions=questions.all_kinds())
    before = counts(), set(Option.objects.values_list("pk", "translation_key"))
    save_bank(course=course, questions=questions.all_kinds())
    assert (counts(), set(Option.objects.values_list("pk", "translation_key"))) == before
    assert before[0] == [14, 2 * (4 + 4 + 3 + 3), 7, 14]


def test_changed_words_and_keys_replace_the_old_ones(course):
    save_bank(course=course, questions=[questions.single(right="b")])
    save_bank(course=course, questions=[questions.single(right="c", lesson_key=(lesson := uuid4()))])
    key = AnswerKey.objects.get(question_key=question_key(course, "s1"))
    assert sum(key.truth["options"].values()) == 1
    assert set(Question.objects.values_list("lesson_key", flat=True)) == {lesson}


def test_a_question_that_left_the_bank_is_kept_but_out_of_use(course):
    save_bank(course=course, questions=[questions.single(), questions.number()])
    save_bank(course=course, questions=[questions.single()])
    assert topic_sizes(course) == {"basics": 1}
    assert set(Question.objects.filter(bank_key="n1").values_list("retired", flat=True)) == {True}
    save_bank(course=course, questions=[questions.single(), questions.number()])
    assert topic_sizes(course) == {"basics": 2}


def test_banks_of_two_courses_do_not_meet(course):
    save_bank(course=course, questions=[questions.single()])
    save_bank(course=CourseFactory(), questions=[questions.single(), questions.text()])
    assert topic_sizes(course) == {"basics": 1}
    assert Question.objects.count() == 6
