"""Services as one writes them at first: look, then write, without a lock or a condition."""

import time
from typing import Any

from django.utils import timezone

from courses.quizzes import services
from courses.quizzes.answer_parsing import parse_answers
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.marking import score_percent
from courses.quizzes.models import Answer, Attempt
from courses.quizzes.queries import attempts_at
from courses.quizzes.quiz_policy import QuizPolicy
from courses.quizzes.sampling import from_json

PAUSE = 0.02  # what a busy machine puts between two statements


def start(*, enrolment: Any, item: Any) -> Attempt:
    """Begin unless one is open."""
    policy, now = QuizPolicy.parse(item.policy), timezone.now()
    found = evaluate_eligibility(policy, attempts_at(enrolment.pk, item.activity_id), now)
    if found.denial:
        raise services.AttemptNotAllowed(found.denial)
    time.sleep(PAUSE)
    return found.open_attempt or services._begin(enrolment, item, policy, len(found.attempts) + 1, now)


def save_answers(*, attempts: Any, pk: Any, typed: Any) -> services.Saved | None:
    """Save unless it is closed."""
    attempt = attempts.get(pk=pk)
    if not attempt.takes_answers(timezone.now()):
        return None
    time.sleep(PAUSE)
    typed_now = parse_answers(from_json(attempt.drawn), typed)
    for place, given in typed_now.items():
        saved = {"given": given, "saved_at": timezone.now()}
        Answer.objects.update_or_create(attempt=attempt, position=place, defaults=saved)
    return services.Saved(typed_now, [])


def submit(*, attempts: Any, pk: Any, typed: Any) -> bool:
    """Mark and close unless it is closed."""
    attempt = attempts.get(pk=pk)
    if not save_answers(attempts=attempts, pk=pk, typed=typed):
        return False
    attempt.right, asked = services._marked(attempt)
    attempt.score = score_percent(len(attempt.right), asked)
    attempt.passed = attempt.score >= attempt.pass_percent
    time.sleep(PAUSE)
    attempt.state, attempt.submitted_at = Attempt.State.SUBMITTED, timezone.now()
    attempt.save()
    if attempt.passed:
        services._complete(attempt)
    return True
