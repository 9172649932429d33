"""Services as one writes them at first: look, then write, without a lock or a condition."""

import time
from typing import Any

from django.utils import timezone

from courses.quizzes import services
from courses.quizzes.drawing import read
from courses.quizzes.marking import percent
from courses.quizzes.models import Answer, Attempt
from courses.quizzes.policy import QuizPolicy
from courses.quizzes.queries import attempts_at
from courses.quizzes.reading import given_in
from courses.quizzes.standing import standing

PAUSE = 0.02  # what a busy machine puts between two statements


def start(*, enrolment: Any, item: Any) -> Attempt:
    """Begin unless one is open."""
    policy, now = QuizPolicy.parse(item.policy), timezone.now()
    found = standing(policy, attempts_at(enrolment.pk, item.activity_id), now)
    if found.refusal:
        raise services.NotNow(found.refusal)
    time.sleep(PAUSE)
    return found.open or services._begin(enrolment, item, policy, len(found.attempts) + 1, now)


def save_answers(*, attempts: Any, pk: Any, typed: Any) -> services.Saved | None:
    """Save unless it is closed."""
    attempt = attempts.get(pk=pk)
    if not attempt.takes_answers(timezone.now()):
        return None
    time.sleep(PAUSE)
    typed_now = given_in(read(attempt.drawn), typed)
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
    attempt.score = percent(len(attempt.right), asked)
    attempt.passed = attempt.score >= attempt.pass_percent
    time.sleep(PAUSE)
    attempt.state, attempt.submitted_at = Attempt.State.SUBMITTED, timezone.now()
    attempt.save()
    if attempt.passed:
        services._complete(attempt)
    return True
