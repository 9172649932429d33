from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from courses.learning.models import Completion
from courses.quizzes import services
from courses.quizzes.models import Attempt, Question
from courses.quizzes.queries import start_context
from tests.courses.quizzes.conftest import own, right_answers, save, submit

pytestmark = pytest.mark.django_db


def past(attempt, **moments):
    """Move moments of an attempt into the past."""
    Attempt.objects.filter(pk=attempt.pk).update(**{name: timezone.now() - by for name, by in moments.items()})
    attempt.refresh_from_db()


def run_out(attempt):
    past(attempt, deadline_at=timedelta(seconds=1))


def test_an_attempt_holds_what_was_drawn(attempt):
    assert attempt.number == 1
    assert sorted(question["kind"] for question in attempt.drawn) == [
        "matching",
        "multiple",
        "number",
        "ordering",
        "single",
        "text",
        "truefalse",
    ]


def test_beginning_again_returns_the_open_attempt(attempt, enrolment, item):
    assert services.start(enrolment=enrolment, item=item) == attempt
    assert Attempt.objects.count() == 1


def test_two_open_attempts_are_refused_by_the_database(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            enrolment=attempt.enrolment, activity=attempt.activity, number=2, pass_percent=70, drawn=[]
        )


def test_a_closed_attempt_without_a_result_is_refused_by_the_database(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(state="submitted")


def test_right_answers_pass_the_quiz_and_complete_the_activity(attempt):
    assert submit(attempt, right_answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.passed) == ("submitted", 100, True)
    completion = Completion.objects.get(activity=attempt.activity)
    assert (completion.evidence, completion.score) == ("passed", 100)


def test_answers_saved_one_by_one_count_like_those_sent_together(attempt):
    for place, answer in right_answers(attempt).items():
        assert save(attempt, {place: answer})
    submit(attempt, {})
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_a_failed_attempt_completes_nothing(attempt):
    submit(attempt, right_answers(attempt, places={1, 2, 3, 4}))
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed, attempt.right) == (57, False, [1, 2, 3, 4])
    assert not Completion.objects.exists()


def test_the_last_answer_saved_in_time_counts(attempt):
    right = right_answers(attempt)
    save(attempt, {place: [] for place in right})
    save(attempt, right)
    submit(attempt, {})
    attempt.refresh_from_db()
    assert attempt.score == 100


def test_four_submits_give_one_result(attempt):
    right = right_answers(attempt)
    assert [submit(attempt, right if first else {}) for first in (True, False, False, False)] == [True] + [False] * 3
    attempt.refresh_from_db()
    assert attempt.score == 100
    assert Completion.objects.count() == 1


def test_nothing_is_saved_after_submission(attempt):
    submit(attempt, {1: right_answers(attempt)[1]})
    before = list(attempt.answers.values())
    assert not save(attempt, right_answers(attempt))
    assert list(attempt.answers.values()) == before


def test_nothing_is_saved_after_the_deadline(attempt, rules):
    save(attempt, {1: right_answers(attempt)[1]})
    run_out(attempt)
    before = list(attempt.answers.values())
    assert not save(attempt, right_answers(attempt))
    assert not submit(attempt, right_answers(attempt))
    assert list(attempt.answers.values()) == before
    attempt.refresh_from_db()
    assert (attempt.state, attempt.right) == ("expired", [1])


def test_the_clock_closes_what_ran_out_with_what_was_saved(attempt):
    save(attempt, right_answers(attempt))
    run_out(attempt)
    assert services.close_overdue() == 1
    assert services.close_overdue() == 0
    attempt.refresh_from_db()
    assert (attempt.state, attempt.passed) == ("expired", True)
    assert attempt.submitted_at == attempt.deadline_at
    assert Completion.objects.count() == 1


def test_one_attempt_that_cannot_be_closed_does_not_stop_the_others(attempt, rules, caplog):
    Attempt.objects.filter(pk=attempt.pk).update(drawn=[{"broken": True}])
    run_out(attempt)
    assert services.close_overdue() == 1
    assert "could not be closed" in caplog.text
    assert Attempt.objects.get(pk=attempt.pk).state == "open"


def test_a_time_limit_sets_the_deadline(enrolment, item, rules):
    rules(time_limit_minutes=20)
    attempt = services.start(enrolment=enrolment, item=item)
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=20)


def test_beginning_after_the_deadline_closes_the_old_attempt_first(attempt, enrolment, item):
    run_out(attempt)
    assert services.start(enrolment=enrolment, item=item).number == 2
    attempt.refresh_from_db()
    assert attempt.state == "expired"


def test_attempts_are_limited(attempt, enrolment, item, rules):
    rules(attempts=2)
    submit(attempt, {})
    submit(services.start(enrolment=enrolment, item=item), {})
    with override("en"), pytest.raises(services.AttemptNotAllowed, match="used up"):
        services.start(enrolment=enrolment, item=item)


def test_the_next_attempt_has_to_wait(attempt, enrolment, item, rules):
    rules(wait_minutes=90 * 24 * 60)
    submit(attempt, {})
    past(attempt, submitted_at=timedelta(days=89))
    with override("en"), pytest.raises(services.AttemptNotAllowed, match="may begin on"):
        services.start(enrolment=enrolment, item=item)
    past(attempt, submitted_at=timedelta(days=90))
    assert services.start(enrolment=enrolment, item=item).number == 2


def test_who_must_pass_again_gets_all_attempts_again(attempt, enrolment, item, rules):
    rules(attempts=1, valid_months=12)
    submit(attempt, right_answers(attempt))
    with pytest.raises(services.AttemptNotAllowed):
        services.start(enrolment=enrolment, item=item)
    past(attempt, submitted_at=timedelta(days=370))
    assert services.start(enrolment=enrolment, item=item).number == 2


def test_an_empty_bank_is_said(enrolment, item):
    Question.objects.update(retired=True)
    with override("en"), pytest.raises(services.AttemptNotAllowed, match="no questions"):
        services.start(enrolment=enrolment, item=item)


def test_the_attempt_of_another_is_not_found(attempt):
    for change in (services.save_answers, services.submit):
        with pytest.raises(Attempt.DoesNotExist):
            change(attempts=own(attempt).exclude(pk=attempt.pk), pk=attempt.pk, typed={})


def test_a_learner_moved_to_an_edition_without_the_quiz_still_gets_a_result(attempt, enrolment):
    from tests.factories import make_outline

    enrolment.edition = make_outline()
    enrolment.save()
    submit(attempt, right_answers(attempt))
    attempt.refresh_from_db()
    assert attempt.passed
    assert not Completion.objects.exists()


def test_the_eligibility_before_the_first_attempt_and_after(attempt, enrolment, item, django_assert_num_queries):
    submit(attempt, right_answers(attempt, places={1, 2}))
    with django_assert_num_queries(1):
        eligibility = start_context(enrolment, item)["eligibility"]
    assert (eligibility.best.score, eligibility.open_attempt, eligibility.attempts_left, eligibility.denial) == (
        28,
        None,
        None,
        "",
    )


def test_a_visitor_sees_the_rules_alone(item, django_assert_num_queries):
    with django_assert_num_queries(0):
        context = start_context(None, item)
    assert context["eligibility"] is None
    assert context["policy"].questions == 7
