"""Questions whose keys are gone: by SQL, by an import, by a change of the bank while an attempt was open."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from courses.learning.models import Completion
from courses.quizzes import services
from courses.quizzes.kinds import KINDS
from courses.quizzes.marking import can_mark
from courses.quizzes.models import AnswerKey, Attempt, Question, QuestionFeedback
from courses.quizzes.queries import drawable_questions, questions_without_key, start_context, topic_sizes
from courses.quizzes.question_data import Solution
from courses.quizzes.quiz_policy import QuizPolicy
from tests.courses.quizzes.conftest import right_answers, submit

pytestmark = pytest.mark.django_db


def delete_keys():
    AnswerKey.objects.all().delete()


def empty_keys():
    AnswerKey.objects.update(truth={})
    QuestionFeedback.objects.update(accepted=[])


def replace_options():
    AnswerKey.objects.filter(truth__has_key="options").update(truth={"options": {"other": True}})
    AnswerKey.objects.exclude(truth__has_key="options").delete()


@pytest.mark.parametrize("lose", [delete_keys, empty_keys, replace_options])
def test_an_attempt_whose_questions_all_lost_their_keys_is_not_failed_but_void(attempt, lose):
    right = right_answers(attempt)
    lose()
    assert submit(attempt, right)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.passed, attempt.right) == ("void", None, None, [])
    assert attempt.submitted_at
    assert attempt.answers.count() == len(right)
    assert not Completion.objects.exists()


def test_a_void_attempt_counts_as_none_and_nobody_waits_after_it(attempt, enrolment, item, rules):
    rules(attempts=1, wait_minutes=60)
    keys = list(AnswerKey.objects.all())
    delete_keys()
    submit(attempt, {})
    AnswerKey.objects.bulk_create(keys)
    assert start_context(enrolment, item)["eligibility"].attempts_left == 1
    again = services.start(enrolment=enrolment, item=item)
    assert again.number == 2
    submit(again, right_answers(again))
    assert start_context(enrolment, item)["eligibility"].attempts_left == 0
    assert Completion.objects.get().score == 100


def test_the_clock_voids_too(attempt, caplog):
    delete_keys()
    Attempt.objects.update(deadline_at=attempt.started_at)
    services.close_overdue()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("void", attempt.deadline_at)
    assert f"attempt {attempt.pk} is void" in caplog.text


@pytest.mark.parametrize("left", [1, 2, 6])
def test_questions_that_lost_their_keys_are_asked_of_nobody_while_others_have_theirs(attempt, left):
    right = right_answers(attempt)
    kept = [question["question"] for question in attempt.drawn][:left]
    AnswerKey.objects.exclude(pk__in=kept).delete()
    submit(attempt, right)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score, attempt.right) == ("submitted", 100, list(range(1, left + 1)))


@pytest.mark.parametrize("kind", KINDS.names())
def test_a_question_without_a_usable_key_is_not_drawn(enrolment, item, kind):
    question = Question.objects.filter(kind=kind, locale__language_code="ru").get()
    AnswerKey.objects.filter(pk=question.translation_key).update(truth={})
    QuestionFeedback.objects.filter(question__translation_key=question.translation_key).update(accepted=[])
    drawable = drawable_questions(item.activity_id, ["basics"])["basics"]
    assert question.translation_key not in drawable
    assert len(drawable) == topic_sizes(item.edition.course)["basics"] == 6
    assert questions_without_key(item.edition.course, ["basics"]) == [question.bank_key]
    assert len(services.start(enrolment=enrolment, item=item).drawn) == 6


def test_where_nothing_can_be_drawn_no_attempt_begins_and_none_is_used_up(enrolment, item):
    delete_keys()
    with pytest.raises(services.AttemptNotAllowed):
        services.start(enrolment=enrolment, item=item)
    assert not Attempt.objects.exists()


def test_the_learner_reads_what_happened_and_can_begin_again(learner, attempt):
    keys, right = list(AnswerKey.objects.all()), right_answers(attempt)
    delete_keys()
    submit(attempt, right)
    AnswerKey.objects.bulk_create(keys)
    with translation.override("en"):
        page = learner.get(reverse("attempt", args=[attempt.pk])).content.decode()
    assert "could not be marked" in page
    assert "does not count as an attempt" in page
    assert "Not passed" not in page
    assert "of 0" not in page
    assert "result-wrong" not in page, "nothing of it was marked, though the keys are back"
    assert "Read these lessons again" not in page
    assert 'data-do="start-quiz"' in page


def test_the_database_holds_what_a_void_attempt_is(attempt):
    for wrong in ({"score": 0}, {"passed": False}, {"submitted_at": None}):
        fields = {"state": "void", "submitted_at": attempt.started_at, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            Attempt.objects.filter(pk=attempt.pk).update(**fields)


def test_publishing_counts_only_questions_with_a_key_and_names_the_others(item):
    from courses.syllabus.kinds import ITEM_KINDS
    from courses.syllabus.outline import OutlineItem

    course = item.edition.course
    policy = QuizPolicy(draw={"basics": 7}).as_rules()
    one = OutlineItem(item.activity.key, item.module_key, "quiz", "quiz", 10, False, policy=policy)
    items = [(one, "quiz")]
    assert not list(ITEM_KINDS["quiz"].publish_errors(items, course))
    AnswerKey.objects.filter(pk=Question.objects.filter(bank_key="s1")[0].translation_key).delete()
    with translation.override("en"):
        said = list(ITEM_KINDS["quiz"].publish_errors(items, course))
    assert said == [
        "“quiz”: “basics” has 6 questions, 7 are to be drawn.",
        "Never drawn, because their right answer is missing: s1.",
    ]


@pytest.mark.parametrize(
    ("kind", "truth", "accepted", "enough"),
    [
        ("single", {"options": {"a": True, "b": False}}, (), True),
        ("single", {"options": {"a": False}}, (), False),
        ("multiple", {"options": {}}, (), False),
        ("truefalse", {"answer": False}, (), True),
        ("truefalse", {"answer": "false"}, (), False),
        ("matching", {"pairs": ["a"]}, (), True),
        ("matching", {"pairs": []}, (), False),
        ("ordering", {"order": None}, (), False),
        ("number", {"answer": "0", "tolerance": "0"}, (), True),
        ("number", {"answer": "8,9x", "tolerance": "0"}, (), False),
        ("number", {"answer": "8"}, (), False),
        ("text", {}, (" ", "слово"), True),
        ("text", {}, ("«»",), False),
        ("text", [], ("a",), False),
    ],
)
def test_a_key_is_one_by_which_somebody_can_be_right(kind, truth, accepted, enough):
    assert can_mark(kind, Solution(truth, accepted)) is enough


def test_no_key_marks_nothing():
    assert not can_mark("single", None)
