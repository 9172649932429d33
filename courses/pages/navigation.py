"""The next thing to do, and what has to wait."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, QuerySet, UUIDField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cms.cache.compiled import CompiledQuery
from courses.assignments.models import Submission
from courses.learning.progress import Item
from courses.learning.queries import EnrolmentProgress
from courses.pages.contexts import CourseContext
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.models import Attempt
from courses.quizzes.quiz_policy import QuizPolicy
from courses.syllabus.models import EditionItem
from courses.syllabus.queries import outline


@dataclass(frozen=True, slots=True)
class WaitingItems:
    """What is under way: why items wait, in words, by activity; and the attempt that is open."""

    holds: dict[int, str] = field(default_factory=dict)
    attempt: UUID | None = None


def waiting_items(learner: EnrolmentProgress) -> WaitingItems:
    """What is under way in an enrolment: one query at most, none where nothing missing can be under way."""
    missing = {item.activity for item in learner.progress.missing}
    items = {i.activity_id: i for i in outline(learner.enrolment.edition_id) if i.activity_id in missing}
    attempts, holds = _under_way(learner.enrolment.pk, items.values())
    now = timezone.now()
    attempt: UUID | None = None
    for activity, made in attempts.items():
        if activity in items:
            found = evaluate_eligibility(QuizPolicy.parse(items[activity].policy), made, now)
            if attempt is None and found.open_attempt:
                attempt = found.open_attempt.pk
            if found.denial:
                holds[activity] = found.denial
    return WaitingItems(holds, attempt)


def _under_way(enrolment: int, missing: Collection[EditionItem]) -> tuple[dict[int, list[Attempt]], dict[int, str]]:
    """Attempts by quiz, and what waits for a facilitator."""
    attempts: dict[int, list[Attempt]] = {}
    holds: dict[int, str] = {}
    for activity, number, state, at, passed, pk in sorted(_rows(enrolment, missing), key=lambda row: row[1]):
        if pk is None:
            holds[activity] = gettext("Sent, waits for the facilitator:")
        else:
            attempt = Attempt(pk=pk, number=number, state=state, submitted_at=at, passed=passed)
            attempts.setdefault(activity, []).append(attempt)
    return attempts, holds


def _rows(enrolment: int, missing: Collection[EditionItem]) -> Iterable[tuple]:
    """Attempts and submissions as rows of one shape, only where something missing is of that kind."""
    quizzes = any(item.kind == "quiz" for item in missing)
    tasks = any(item.check_by == EditionItem.Check.FACILITATOR for item in missing)
    if quizzes and tasks:
        return _both(enrolment, enrolment)
    if quizzes:
        return _attempts(enrolment)
    return _submissions(enrolment) if tasks else ()


def _tried(enrolment: int) -> QuerySet:
    rows = Attempt.objects.filter(enrolment=enrolment).order_by()
    return rows.values_list("activity_id", "number", "state", "submitted_at", "passed", "pk")


def _sent(enrolment: int) -> QuerySet:
    rows = Submission.objects.filter(enrolment=enrolment, state=Submission.State.SENT).order_by()
    nothing = Value(None, output_field=BooleanField()), Value(None, output_field=UUIDField())
    return rows.values_list("activity_id", "version", "state", "sent_at", *nothing)


_attempts = CompiledQuery(_tried, slots=1)
_submissions = CompiledQuery(_sent, slots=1)
_both = CompiledQuery(lambda one, two: _tried(one).union(_sent(two), all=True), slots=2)


def next_item(learner: EnrolmentProgress, under_way: WaitingItems) -> Item | None:
    """The first missing item that need not wait; None when there is nothing to do just now."""
    return next((item for item in learner.progress.missing if item.activity not in under_way.holds), None)


def continue_url(current: CourseContext) -> str:
    """Where *Continue* leads: an open attempt, else what is missing first, else the course."""
    code = current.card.code
    if current.learner is None:
        return reverse("course", args=[code])
    under_way = waiting_items(current.learner)
    if under_way.attempt:
        return reverse("attempt", args=[under_way.attempt])
    item = next_item(current.learner, under_way)
    return reverse("item", args=[code, item.slug]) if item else reverse("course", args=[code])
