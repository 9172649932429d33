"""Quiz: questions drawn from the bank of the course."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.pages.package.reading import whole_of
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.models import Attempt
from courses.quizzes.queries import questions_without_key, start_context, topic_sizes
from courses.quizzes.quiz_policy import LIMITS, QuizPolicy, policy_errors, shortages
from courses.syllabus.kinds import ItemKind, Waiting

DEFAULT_RULES = {"pass_percent": 70, "attempts": 0, "wait_minutes": 0, "time_limit_minutes": 0, "valid_months": 0}


class QuizKind(ItemKind):
    """Theory that is passed by an attempt with enough right answers; never practice."""

    name = "quiz"
    label = gettext_lazy("quiz")
    page_model = "courses_pages.QuizPage"
    folder = "quizzes"
    needs_body = False
    has_attempts = True

    def own_evidence(self, item: Any) -> str:
        """Return nothing: the marking of an attempt completes it."""
        return ""

    def missing(self, count: int) -> str:
        """Return how many are to be passed."""
        sentence = ngettext("%(count)d quiz is still to be passed:", "%(count)d quizzes are still to be passed:", count)
        return sentence % {"count": count}

    def template(self, item: Any) -> str:
        """Return the template with the rules, the attempts and the way in."""
        return "courses/pages/kinds/quiz.html"

    def context(self, enrolment: Any, item: Any, *, done: bool, refused: Any) -> dict[str, Any]:
        """Return the rules, and whether an attempt may begin."""
        return start_context(enrolment, item)

    def outline_errors(self, item: Any) -> Iterator[str]:
        """Yield that it cannot count as practice."""
        if item.practice:
            yield _("The quiz “%(slug)s” cannot count as practice.") % {"slug": item.slug}

    def publish_errors(self, items: Iterable[tuple[Any, str]], course: Any) -> Iterator[str]:
        """Yield faults of the rules, and topics that have too few questions. An empty draw is the page's to tell."""
        sizes = topic_sizes(course) if course else {}
        short: set[str] = set()
        for item, title in items:
            rules = dict(item.policy)
            if not rules["draw"]:
                continue
            found = policy_errors(rules)
            short |= set() if found else {name for name, wanted in rules["draw"].items() if sizes.get(name, 0) < wanted}
            yield from (f"“{title}”: {fault}" for fault in found or shortages(rules, sizes))
        if course and short and (lost := questions_without_key(course, short)):
            yield _("Never drawn, because their right answer is missing: %(names)s.") % {"names": ", ".join(lost)}

    def can_wait(self, item: Any) -> bool:
        """Return True: an attempt may be open, or the next one not yet allowed."""
        return True

    def open_work(self, enrolment: int) -> QuerySet[Any, Any]:
        """Return all attempts."""
        rows = Attempt.objects.filter(enrolment=enrolment).order_by()
        return rows.values_list("activity_id", "number", "state", "submitted_at", "passed", "pk")

    def waiting(self, item: Any, rows: list[tuple], now: datetime) -> Waiting:
        """Return the open attempt, or why none can begin."""
        attempts = [
            Attempt(pk=pk, number=number, state=state, submitted_at=at, passed=passed)
            for _activity, number, state, at, passed, pk in rows
        ]
        found = evaluate_eligibility(QuizPolicy.parse(item.policy), attempts, now)
        return Waiting(found.denial, reverse("attempt", args=[found.open_attempt.pk]) if found.open_attempt else "")

    def read_rules(self, fields: Any) -> tuple[str, dict[str, Any]]:
        """Return how many questions are drawn from which topics, and the rules of an attempt."""
        rules: dict[str, Any] = {"draw": {name: whole_of(entry) for name, entry in fields.named("draw").items()}}
        for name in LIMITS:
            entry = fields.raw(name)
            rules[name] = whole_of(entry) if entry else DEFAULT_RULES[name]
        for message in policy_errors(rules):
            fields.fault(message, next((name for name in ("draw", *LIMITS) if name in message), None))
        return "", rules

    def page_fields(self, check_by: str, policy: Mapping[str, Any]) -> dict[str, Any]:
        """Return the rules, with the draw as the blocks of a StreamField."""
        draw = [
            {"type": "topic", "id": f"00000000-0000-0000-0000-{number:012d}", "value": {"topic": topic, "count": count}}
            for number, (topic, count) in enumerate(policy["draw"].items())
        ]
        return {**policy, "draw": draw}
