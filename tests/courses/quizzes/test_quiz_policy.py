import pytest

from courses.quizzes.quiz_policy import QuizPolicy, policy_errors, shortages

RULES = {
    "draw": {"basics": 5},
    "pass_percent": 70,
    "attempts": 0,
    "wait_minutes": 10,
    "time_limit_minutes": 0,
    "valid_months": 0,
}


def test_the_rules_of_a_package_are_read_and_written_alike():
    assert QuizPolicy.parse(RULES).as_rules() == RULES
    assert QuizPolicy.parse(RULES).questions == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"draw": {}},
        {"draw": {"basics": 0}},
        {"draw": {"basics": True}},
        {"draw": ["basics"]},
        {"pass_percent": 0},
        {"pass_percent": 101},
        {"pass_percent": "70"},
        {"attempts": -1},
        {"wait_minutes": 93 * 24 * 60},
        {"time_limit_minutes": 1.5},
        {"valid_months": 121},
        {"colour": "blue"},
    ],
)
def test_a_wrong_rule_is_named(wrong):
    assert len(policy_errors({**RULES, **wrong})) == 1
    with pytest.raises(ValueError, match=r"[“«]"):
        QuizPolicy.parse({**RULES, **wrong})


def test_a_wait_of_three_months_is_allowed():
    assert policy_errors({**RULES, "wait_minutes": 92 * 24 * 60}) == []


def test_a_topic_with_too_few_questions_is_named():
    assert shortages(RULES, {"basics": 5}) == []
    assert "4" in shortages(RULES, {"basics": 4})[0]
