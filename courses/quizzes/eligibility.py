"""May another attempt begin? One pure function over the rules and the attempts so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.learning.progress import add_months
from courses.quizzes.models import Attempt
from courses.quizzes.quiz_policy import QuizPolicy


@dataclass(frozen=True, slots=True)
class Eligibility:
    """How a learner stands with a quiz at a moment. `attempts_left` is None where attempts have no limit."""

    attempts: tuple[Attempt, ...]
    open_attempt: Attempt | None
    attempts_left: int | None
    next_attempt_at: datetime | None

    @property
    def best(self) -> Attempt | None:
        """The closed attempt with the highest score."""
        return max((a for a in self.attempts if a.score is not None), key=lambda a: a.score or 0, default=None)

    @property
    def denial(self) -> str:
        """Why no attempt can begin now, in words; empty when one can (or is open already)."""
        if self.open_attempt:
            return ""
        if self.attempts_left == 0:
            return _("All attempts are used up.")
        if self.next_attempt_at:
            when = date_format(timezone.localtime(self.next_attempt_at), "DATETIME_FORMAT")
            return _("The next attempt may begin on %(when)s.") % {"when": when}
        return ""


def evaluate_eligibility(policy: QuizPolicy, attempts: Sequence[Attempt], now: datetime) -> Eligibility:
    """Evaluate the attempts at a quiz, given in the order of their numbers.

    A passed result that has run out begins a new count: who must pass again gets all attempts again. A void attempt
    counts as none, and nobody waits after it.
    """
    marked = [a for a in attempts if a.state != Attempt.State.VOID]
    last = marked[-1] if marked else None
    current = last if last and last.state == Attempt.State.OPEN else None
    counted = [a for a in marked if a.number > _run_out(policy, attempts, now)]
    left = max(policy.attempts - len(counted), 0) if policy.attempts else None
    return Eligibility(tuple(attempts), current, left, None if current else _next_at(policy, last, now))


def _run_out(policy: QuizPolicy, attempts: Sequence[Attempt], now: datetime) -> int:
    """The number of the last passed attempt whose result holds no more; 0 when there is none."""
    if not policy.valid_months:
        return 0
    passed = [(a.number, timezone.localdate(a.submitted_at)) for a in attempts if a.passed]
    today = timezone.localdate(now)
    return max((number for number, on in passed if today >= add_months(on, policy.valid_months)), default=0)


def _next_at(policy: QuizPolicy, last: Attempt | None, now: datetime) -> datetime | None:
    if last is None or last.submitted_at is None:
        return None
    free = last.submitted_at + timedelta(minutes=policy.wait_minutes)
    return free if free > now else None
