"""The next thing to do, and what has to wait."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, UUIDField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from courses.assignments.models import Submission
from courses.learning.progress import Item
from courses.learning.queries import Study
from courses.pages.places import Place
from courses.quizzes.models import Attempt
from courses.quizzes.policy import QuizPolicy
from courses.quizzes.standing import standing
from courses.syllabus.queries import outline


@dataclass(frozen=True, slots=True)
class Pending:
    """What is under way: why items wait, in words, by activity; and the attempt that is open."""

    holds: dict[int, str] = field(default_factory=dict)
    attempt: UUID | None = None


def pending(study: Study) -> Pending:
    """What is under way in an enrolment: one query, none when nothing is missing."""
    if study.progress.finished:
        return Pending()
    attempts, holds = _under_way(study.enrolment.pk)
    missing = {item.activity for item in study.progress.missing}
    now, current = timezone.now(), None
    for item in outline(study.enrolment.edition_id):
        if item.activity_id in attempts and item.activity_id in missing:
            found = standing(QuizPolicy.parse(item.policy), attempts[item.activity_id], now)
            current = current or (found.open and found.open.pk)
            if found.refusal:
                holds[item.activity_id] = found.refusal
    return Pending(holds, current)


def _under_way(enrolment: int) -> tuple[dict[int, list[Attempt]], dict[int, str]]:
    """Attempts by quiz, and what waits for a facilitator."""
    tried = Attempt.objects.filter(enrolment=enrolment).order_by()
    sent = Submission.objects.filter(enrolment=enrolment, state=Submission.State.SENT).order_by()
    rows = tried.values_list("activity_id", "number", "state", "submitted_at", "passed", "pk").union(
        sent.values_list(
            "activity_id",
            "version",
            "state",
            "sent_at",
            Value(None, output_field=BooleanField()),
            Value(None, output_field=UUIDField()),
        ),
        all=True,
    )
    attempts: dict[int, list[Attempt]] = {}
    holds: dict[int, str] = {}
    for activity, number, state, at, passed, pk in sorted(rows, key=lambda row: row[1]):
        if pk is None:
            holds[activity] = gettext("Sent, waits for the facilitator:")
        else:
            attempt = Attempt(pk=pk, number=number, state=state, submitted_at=at, passed=passed)
            attempts.setdefault(activity, []).append(attempt)
    return attempts, holds


def next_item(study: Study, under_way: Pending) -> Item | None:
    """The first missing item that need not wait; None when there is nothing to do just now."""
    return next((item for item in study.progress.missing if item.activity not in under_way.holds), None)


def next_address(here: Place) -> str:
    """Where *Continue* leads: an open attempt, else what is missing first, else the course."""
    code = here.card.code
    if here.study is None:
        return reverse("course", args=[code])
    under_way = pending(here.study)
    if under_way.attempt:
        return reverse("attempt", args=[under_way.attempt])
    item = next_item(here.study, under_way)
    return reverse("item", args=[code, item.slug]) if item else reverse("course", args=[code])
