"""What floors above may ask of learning."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.certificates.queries import certificate_summaries
from courses.learning.progress import Item
from courses.learning.queries import enrolments_with_progress
from courses.pages.content import CourseCard, CourseStep, course_cards, localized_outline
from courses.pages.privacy import may_see
from courses.pages.progress_view import ProgressSummary, certificate_card, progress_summary
from courses.quizzes.models import Attempt
from courses.quizzes.services import close_overdue


class EnrolledCourse(NamedTuple):
    """A course in which a person is enrolled: `next` is the first missing item, `certificate_card` is rendered HTML."""

    card: CourseCard
    progress: ProgressSummary
    next: CourseStep | None
    certificate_card: SafeString


def newest_courses(limit: int, reader: Any) -> tuple[CourseCard, ...]:
    """Published courses that the reader may see, in the language of now, the newest first."""
    shown = (card for card in course_cards(get_language() or "").values() if may_see(reader, card.restrictions))
    return tuple(islice(shown, limit))


def enrolled_courses(person: Any) -> tuple[EnrolledCourse, ...]:
    """Return what a person studies, the unfinished first and of these the newest: two queries at most."""
    by_id = {card.course.pk: card for card in course_cards(get_language() or "").values()}
    found, studied = [], enrolments_with_progress(person)
    held = certificate_summaries(learner.enrolment for learner in studied)
    for learner in studied:
        if card := by_id.get(learner.course_id):
            missing = _step(card, learner.enrolment.edition_id, learner.progress.next)
            found.append(
                EnrolledCourse(card, progress_summary(learner.progress), missing, certificate_card(learner, card, held))
            )
    return tuple(sorted(found, key=lambda course: course.progress.finished))


def close_overdue_attempts() -> None:
    """Close all attempts at quizzes whose time has run out: what follows from them is stored with it."""
    close_overdue()


def has_overdue_attempts(people: Iterable[Any], after: datetime, until: datetime) -> bool:
    """Has an attempt of these people run out between the moments without being closed?"""
    overdue = Attempt.objects.filter(state=Attempt.State.OPEN, deadline_at__gt=after, deadline_at__lte=until)
    return overdue.filter(enrolment__person__in=people).exists()


def _step(card: CourseCard, edition: int, item: Item | None) -> CourseStep | None:
    words = localized_outline(edition, get_language() or "", card.course.source_language)
    return words.by_slug[item.slug] if item else None
