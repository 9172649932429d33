"""Changes: an attempt begins, answers are saved, it is closed and marked.

Whoever closes an attempt or begins one holds the enrolment's row first, then the attempt's; whoever saves holds the
attempt's alone. So closing waits for a save that came before it, and a save that comes after finds it closed.
"""

import logging
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.learning.models import Completion, Enrolment
from courses.learning.services import lock_enrolment, record_completion
from courses.quizzes import sampling
from courses.quizzes.answer_parsing import changed_elsewhere, parse_answers
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.marking import credit, score_percent
from courses.quizzes.models import Answer, Attempt
from courses.quizzes.queries import attempts_at, drawable_questions, keys_of, kinds_and_truths
from courses.quizzes.question_data import DrawnQuestion
from courses.quizzes.quiz_policy import QuizPolicy
from courses.syllabus.models import EditionItem
from courses.syllabus.queries import outline

logger = logging.getLogger(__name__)


class AttemptNotAllowed(Exception):
    """No attempt can begin now; the sentence says why."""


@transaction.atomic
def start(*, enrolment: Enrolment, item: EditionItem) -> Attempt:
    """Begin an attempt, or return the one that is open. Raises AttemptNotAllowed with the reason."""
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    policy, now = QuizPolicy.parse(item.policy), timezone.now()
    close_due(Attempt.objects.filter(enrolment=enrolment.pk, activity=item.activity_id), now)
    eligibility = evaluate_eligibility(policy, attempts_at(enrolment.pk, item.activity_id), now)
    if eligibility.denial:
        raise AttemptNotAllowed(eligibility.denial)
    return eligibility.open_attempt or _begin(enrolment, item, policy, len(eligibility.attempts) + 1, now)


def _begin(enrolment: Enrolment, item: EditionItem, policy: QuizPolicy, number: int, now: datetime) -> Attempt:
    limit = policy.time_limit_minutes
    return Attempt.objects.create(
        enrolment=enrolment,
        activity_id=item.activity_id,
        number=number,
        started_at=now,
        deadline_at=now + timedelta(minutes=limit) if limit else None,
        pass_percent=policy.pass_percent,
        drawn=sampling.to_json(_draw(item, policy)),
    )


def _draw(item: EditionItem, policy: QuizPolicy) -> list[DrawnQuestion]:
    chosen = sampling.sample_questions(drawable_questions(item.activity_id, policy.draw), policy.draw)
    if not chosen:
        raise AttemptNotAllowed(_("This quiz has no questions yet."))
    known = kinds_and_truths(chosen)
    return [sampling.shuffle_options(key, *known[key]) for key in chosen]


class Saved(NamedTuple):
    """What was saved, by position, and at which positions it took the place of an answer from another window."""

    given: dict[int, Any]
    replaced: list[int]


@transaction.atomic
def save_answers(*, attempts: QuerySet[Attempt], pk: UUID, typed: QueryDict) -> Saved | None:
    """Save the answers that were changed in the form; None, and nothing saved, once it is too late.

    `attempts` are those that the person may answer: Attempt.DoesNotExist for any other.
    """
    attempt = attempts.select_for_update(of=("self",)).get(pk=pk)
    return _save(attempt, typed)


def _save(attempt: Attempt, typed: QueryDict) -> Saved | None:
    """Call with the attempt's row locked."""
    now = timezone.now()
    if not attempt.takes_answers(now):
        return None
    given = parse_answers(sampling.from_json(attempt.drawn), typed)
    stored = dict(attempt.answers.filter(position__in=given).values_list("position", "given"))
    Answer.objects.bulk_create(
        [Answer(attempt=attempt, position=place, given=answer, saved_at=now) for place, answer in given.items()],
        update_conflicts=True,
        unique_fields=["attempt", "position"],
        update_fields=["given", "saved_at"],
    )
    return Saved(given, changed_elsewhere(given, stored, typed))


@transaction.atomic
def submit(*, attempts: QuerySet[Attempt], pk: UUID, typed: QueryDict) -> bool:
    """Save what the form holds, close the attempt and mark it. However often it is sent, the first time decides.

    False when the form came too late to count: what was saved before then is marked.
    """
    attempt = _lock(attempts, pk)
    in_time = _save(attempt, typed)
    _close(attempt)
    return in_time is not None


def _lock(attempts: QuerySet[Attempt], pk: UUID) -> Attempt:
    """Lock the enrolment, then the attempt."""
    enrolment = attempts.values_list("enrolment", flat=True).get(pk=pk)
    held = lock_enrolment(enrolment)
    attempt = attempts.select_for_update(of=("self",)).get(pk=pk)
    attempt.enrolment = held
    return attempt


def close_overdue() -> int:
    """Close all attempts whose time has run out, with what was saved; returns how many were looked at.

    Each in a transaction of its own, so that one that fails does not stop the others.
    """
    now, seen = timezone.now(), 0
    overdue = Attempt.objects.filter(state=Attempt.State.OPEN, deadline_at__lte=now)
    for pk in list(overdue.order_by("deadline_at").values_list("pk", flat=True)):
        seen += 1
        try:
            close_due(Attempt.objects.filter(pk=pk), now)
        except Exception:
            logger.exception("attempt %s could not be closed", pk)
    return seen


@transaction.atomic
def close_due(attempts: QuerySet[Attempt], now: datetime) -> None:
    """Close those of the attempts whose time has run out."""
    due = attempts.filter(state=Attempt.State.OPEN, deadline_at__lte=now)
    for pk in due.values_list("pk", flat=True):
        _close(_lock(Attempt.objects.all(), pk))


def _close(attempt: Attempt) -> None:
    """Mark what was saved and store the result, unless somebody has done so. Call with both rows locked."""
    if attempt.state != Attempt.State.OPEN:
        return
    now = timezone.now()
    overdue = not attempt.takes_answers(now)
    right, earned, markable = _marked(attempt)
    attempt.submitted_at = attempt.deadline_at if overdue else now
    facts: dict[str, Any] = {"submitted_at": attempt.submitted_at, "right": right}
    if markable:
        attempt.score = score_percent(earned, markable)
        attempt.passed = attempt.score >= attempt.pass_percent
        state = Attempt.State.EXPIRED if overdue else Attempt.State.SUBMITTED
        facts |= {"state": state, "score": attempt.score, "passed": attempt.passed}
    else:
        facts["state"] = Attempt.State.VOID
        logger.error("attempt %s is void: none of its questions has a key any more", attempt.pk)
    if Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.OPEN).update(**facts) and attempt.passed:
        _complete(attempt)


def _marked(attempt: Attempt) -> tuple[list[int], Fraction, int]:
    """Return the positions answered rightly, the sum of what all answers earn, and how many could be marked."""
    drawn = sampling.from_json(attempt.drawn)
    given = dict(attempt.answers.values_list("position", "given"))
    keys = keys_of(drawn)
    credits = {
        position: credit(question, given.get(position), keys[question.question])
        for position, question in enumerate(drawn, start=1)
        if question.question in keys
    }
    right = [position for position, earned in credits.items() if earned == 1]
    return right, sum(credits.values(), Fraction(0)), len(credits)


def _complete(attempt: Attempt) -> None:
    """Record the pass, unless the learner was moved meanwhile to an edition without this quiz."""
    enrolment = attempt.enrolment
    for item in outline(enrolment.edition_id):
        if item.activity_id == attempt.activity_id:
            record_completion(
                enrolment=enrolment,
                item=item,
                evidence=Completion.Evidence.PASSED,
                by=enrolment.person,
                score=attempt.score,
                at=attempt.submitted_at,
            )
