"""Quizzes at their edges: exactly the pass mark, the last attempt, the last second, the day of renewal."""

from datetime import timedelta

import pytest

from courses.quizzes import services
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.models import Attempt
from courses.quizzes.quiz_policy import QuizPolicy
from tests.clock import set_clock
from tests.courses.quizzes.conftest import right_answers, save, submit

pytestmark = pytest.mark.django_db
RULES = {"draw": {"basics": 7}, "pass_percent": 70}


def closed(number, at, *, passed=False):
    return Attempt(number=number, state="submitted", submitted_at=at, score=100 if passed else 0, passed=passed)


@pytest.mark.parametrize(("mark", "right", "passes"), [(57, 4, True), (58, 4, False), (71, 5, True), (100, 7, True)])
def test_exactly_the_pass_mark_passes(enrolment, item, rules, mark, right, passes):
    """Of seven questions four make 57 per cent, five 71."""
    rules(pass_percent=mark)
    attempt = services.start(enrolment=enrolment, item=item)
    submit(attempt, right_answers(attempt, range(1, right + 1)))
    attempt.refresh_from_db()
    assert attempt.passed is passes


@pytest.mark.parametrize(
    ("allowed", "begun", "left"), [(0, 5, None), (1, 0, 1), (1, 1, 0), (3, 2, 1), (3, 3, 0), (3, 4, 0)]
)
def test_the_last_attempt_is_allowed_and_none_after_it(monkeypatch, allowed, begun, left):
    now = set_clock(monkeypatch, 2026, 3, 10, 12, 0)
    tried = [closed(n, now - timedelta(days=1)) for n in range(1, begun + 1)]
    found = evaluate_eligibility(QuizPolicy.parse({**RULES, "attempts": allowed}), tried, now)
    assert found.attempts_left == left
    assert bool(found.denial) is (left == 0)


@pytest.mark.parametrize(("day", "left"), [((2027, 3, 9), 0), ((2027, 3, 10), 1), ((2027, 3, 11), 1)])
def test_attempts_begin_anew_on_the_very_day_on_which_the_result_has_run_out(monkeypatch, day, left):
    passed_at = set_clock(monkeypatch, 2026, 3, 10, 1, 0)
    now = set_clock(monkeypatch, *day, 0, 0)
    policy = QuizPolicy.parse({**RULES, "attempts": 1, "valid_months": 12})
    assert evaluate_eligibility(policy, [closed(1, passed_at, passed=True)], now).attempts_left == left


def test_whether_a_result_has_run_out_is_judged_at_the_moment_asked_for_and_not_by_the_clock(monkeypatch):
    passed_at = set_clock(monkeypatch, 2026, 3, 10, 1, 0)
    policy = QuizPolicy.parse({**RULES, "attempts": 1, "valid_months": 12})
    tried = [closed(1, passed_at, passed=True)]
    assert evaluate_eligibility(policy, tried, passed_at + timedelta(days=366)).attempts_left == 1
    set_clock(monkeypatch, 2027, 3, 11, 1, 0)
    assert evaluate_eligibility(policy, tried, passed_at + timedelta(days=1)).attempts_left == 0


@pytest.mark.parametrize("before", [0, 1])
def test_an_attempt_that_is_open_is_found_and_refuses_nobody_though_it_is_the_last(monkeypatch, before):
    now = set_clock(monkeypatch, 2026, 3, 10, 12, 0)
    current = Attempt(number=before + 1, state="open")
    tried = [*(closed(n, now) for n in range(1, before + 1)), current]
    policy = QuizPolicy.parse({**RULES, "attempts": before + 1, "wait_minutes": 10})
    found = evaluate_eligibility(policy, tried, now)
    assert found.open_attempt is current
    assert (found.attempts_left, found.next_attempt_at, found.denial) == (0, None, "")


@pytest.mark.parametrize(("later", "waits"), [(timedelta(minutes=9, seconds=59), True), (timedelta(minutes=10), False)])
def test_the_wait_ends_with_its_last_second(monkeypatch, later, waits):
    at = set_clock(monkeypatch, 2026, 12, 31, 23, 55)
    found = evaluate_eligibility(QuizPolicy.parse({**RULES, "wait_minutes": 10}), [closed(1, at)], at + later)
    assert bool(found.next_attempt_at) is waits


@pytest.mark.parametrize(("second", "taken"), [(-1, True), (0, False), (1, False)])
def test_answers_are_taken_until_the_time_has_run_out(enrolment, item, rules, monkeypatch, second, taken):
    rules(time_limit_minutes=20)
    begun = set_clock(monkeypatch, 2026, 3, 10, 12, 0)
    attempt = services.start(enrolment=enrolment, item=item)
    end = begun + timedelta(minutes=20, seconds=second)
    monkeypatch.setattr("django.utils.timezone.now", lambda: end)
    assert bool(save(attempt, right_answers(attempt))) is taken
