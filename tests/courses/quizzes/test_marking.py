import random
from uuid import uuid4

import pytest

from courses.quizzes.folding import fold
from courses.quizzes.marking import can_mark, is_right, limit_to_drawn, model_answer, score_percent
from courses.quizzes.question_data import DrawnQuestion, Solution
from courses.quizzes.sampling import shuffle_options

A, B, C, D = (str(uuid4()) for _ in range(4))
CHOICE = Solution({"options": {A: True, B: False, C: True, D: False}})
SINGLE = Solution({"options": {A: False, B: True, C: False}})
PAIRS = Solution({"pairs": [A, B, C]})
ORDER = Solution({"order": [A, B, C]})


def drawn(kind, key):
    return shuffle_options(uuid4(), kind, key.truth, source=random.Random(1))


def ids(question, *keys):
    by_key = {key: i for i, key in question.options}
    return [by_key[key] for key in keys]


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("single", SINGLE),
        ("multiple", CHOICE),
        ("truefalse", Solution({"answer": False})),
        ("matching", PAIRS),
        ("ordering", ORDER),
        ("number", Solution({"answer": "8.9", "tolerance": "0"})),
        ("text", Solution({}, ("равенство", "теңдик"))),
    ],
)
def test_the_model_answer_is_right_and_a_blank_one_wrong(kind, key):
    question = drawn(kind, key)
    assert is_right(question, model_answer(question, key), key)
    for blank in (None, "", [], {}):
        assert not is_right(question, blank, key)


@pytest.mark.parametrize("answer", [True, False])
def test_the_model_answer_of_true_or_false_is_the_word_of_the_form(answer):
    solution = Solution({"answer": answer})
    given = model_answer(DrawnQuestion("q", "truefalse"), solution)
    assert given == str(answer).lower()
    assert is_right(DrawnQuestion("q", "truefalse"), given, solution)


@pytest.mark.parametrize(("accepted", "shown"), [((), ""), (("one",), "one"), (("one", "two"), "one")])
def test_the_model_answer_of_a_text_is_the_first_accepted(accepted, shown):
    assert model_answer(DrawnQuestion("q", "text"), Solution({}, accepted)) == shown


@pytest.mark.parametrize(
    ("kind", "solution"),
    [
        ("single", None),
        ("single", Solution([True])),
        ("no-such-kind", SINGLE),
        ("single", Solution({"options": [True]})),
        ("multiple", Solution({"options": {A: False, B: False}})),
        ("matching", Solution({"pairs": []})),
        ("matching", Solution({"pairs": "ab"})),
        ("ordering", Solution({"order": []})),
        ("ordering", Solution({"order": {A: 1}})),
    ],
)
def test_a_question_whose_solution_says_nothing_right_cannot_be_marked(kind, solution):
    assert can_mark(kind, solution) is False


@pytest.mark.parametrize(
    ("kind", "solution"), [("multiple", Solution({"options": {A: True}})), ("matching", PAIRS), ("ordering", ORDER)]
)
def test_a_question_whose_solution_says_what_is_right_can_be_marked(kind, solution):
    assert can_mark(kind, solution) is True


@pytest.mark.parametrize("chosen", [(A,), (C,), (A, B, C), (A, B, C, D), (B,), (A, D)])
def test_several_choices_are_right_only_as_a_whole(chosen):
    question = drawn("multiple", CHOICE)
    assert not is_right(question, ids(question, *chosen), CHOICE)


@pytest.mark.parametrize("chosen", [(A,), (C,)])
def test_another_option_is_wrong(chosen):
    question = drawn("single", SINGLE)
    assert not is_right(question, ids(question, *chosen), SINGLE)


def test_true_is_not_false():
    question = DrawnQuestion(str(uuid4()), "truefalse")
    assert not is_right(question, "true", Solution({"answer": False}))
    assert not is_right(question, "false", Solution({"answer": True}))


def test_pairs_that_are_swapped_or_missing_are_wrong():
    question = drawn("matching", PAIRS)
    right = model_answer(question, PAIRS)
    first, second, third = right
    assert not is_right(question, {**right, first: right[second], second: right[first]}, PAIRS)
    assert not is_right(question, {first: right[first], third: right[third]}, PAIRS)
    assert not is_right(question, dict.fromkeys(right, right[first]), PAIRS)


def test_an_order_that_is_turned_shared_or_broken_off_is_wrong():
    question = drawn("ordering", ORDER)
    a, b, c = ids(question, A, B, C)
    assert not is_right(question, {a: 3, b: 2, c: 1}, ORDER)
    assert not is_right(question, {a: 1, b: 1, c: 2}, ORDER)
    assert not is_right(question, {a: 1, b: 2}, ORDER)
    assert not is_right(question, {b: 2, c: 3}, ORDER)


@pytest.mark.parametrize("typed", ["8.9", "8,9", " 8,90 ", "9", "8.8", "8,9 %"])
def test_a_number_within_its_tolerance_is_right_with_comma_or_point(typed):
    assert is_right(DrawnQuestion("q", "number"), typed, Solution({"answer": "8.9", "tolerance": "0.1"}))


@pytest.mark.parametrize("typed", ["9.01", "8.79", "-8.9", "89", "eight", "8.9.1", "nan", "inf", "1e9", "9" * 40])
def test_any_other_number_is_wrong(typed):
    assert not is_right(DrawnQuestion("q", "number"), typed, Solution({"answer": "8.9", "tolerance": "0.1"}))


def test_decimals_are_compared_exactly():
    assert is_right(DrawnQuestion("q", "number"), "0.3", Solution({"answer": "0.1", "tolerance": "0.2"}))


@pytest.mark.parametrize("typed", ["тең укук", "ТЕҢ УКУК", "тен укук", " тең   укук. ", "«Теңукук»"])
def test_a_text_is_compared_without_case_spaces_and_rare_letters(typed):
    assert is_right(DrawnQuestion("q", "text"), typed, Solution({}, ("равенство", "тең укук")))


@pytest.mark.parametrize("typed", ["тең", "тең укуктар", "...", "укук тең"])
def test_another_text_is_wrong(typed):
    assert not is_right(DrawnQuestion("q", "text"), typed, Solution({}, ("равенство", "тең укук")))


def test_letters_fold_to_those_of_the_simplest_keyboard():
    assert fold("Өнүгүү ҚҰҒӘҺІ ёж") == "онугуукугахиеж"


def test_an_option_taken_out_after_the_draw_is_asked_of_nobody():
    question = drawn("multiple", CHOICE)
    shorter = Solution({"options": {A: True, B: False, D: False}})
    assert is_right(question, ids(question, A), shorter)
    assert is_right(question, ids(question, A, C), shorter)
    order = drawn("ordering", ORDER)
    a, b, c = ids(order, A, B, C)
    assert is_right(order, {a: 1, b: 2, c: 3}, Solution({"order": [A, C]}))


@pytest.mark.parametrize(
    ("kind", "before", "since"),
    [
        ("multiple", {"options": {A: True, B: False}}, {"options": {A: True, B: False, C: True}}),
        ("matching", {"pairs": [A, B]}, {"pairs": [A, C, B]}),
        ("ordering", {"order": [A, B]}, {"order": [C, A, B]}),
    ],
)
def test_of_a_solution_only_the_options_shown_are_kept(kind, before, since):
    question = drawn(kind, Solution(before))
    assert limit_to_drawn(question, Solution(since, ("x",))) == Solution(before, ("x",))


def test_an_option_put_in_after_the_draw_is_missed_by_nobody():
    question = drawn("multiple", CHOICE)
    assert is_right(
        question, ids(question, A, C), Solution({"options": {**CHOICE.truth["options"], str(uuid4()): True}})
    )


def test_a_pass_mark_is_not_reached_by_rounding():
    assert score_percent(2, 3) == 66
    assert score_percent(7, 10) == 70
    assert score_percent(0, 0) == 0
