"""What floors above may ask of learning."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses.certificates.queries import held_for
from courses.learning.progress import Item
from courses.learning.queries import studies
from courses.pages.content import Card, Step, cards, plan
from courses.pages.privacy import may_see
from courses.pages.rows import Figures, figures, paper
from courses.quizzes.models import Attempt
from courses.quizzes.services import close_overdue


class Learning(NamedTuple):
    """A course that a person studies; `next` is what is missing first, `paper` the certificate, drawn."""

    card: Card
    progress: Figures
    next: Step | None
    paper: SafeString


def newest_courses(limit: int, reader: Any) -> tuple[Card, ...]:
    """Published courses that the reader may see, in the language of now, the newest first."""
    shown = (card for card in cards(get_language() or "").values() if may_see(reader, card.restrictions))
    return tuple(islice(shown, limit))


def learning_of(person: Any) -> tuple[Learning, ...]:
    """What a person studies, the unfinished first and of these the newest: two queries at most."""
    by_id = {card.course.pk: card for card in cards(get_language() or "").values()}
    found, studied = [], studies(person)
    held = held_for(study.enrolment for study in studied)
    for study in studied:
        if card := by_id.get(study.course_id):
            missing = _step(card, study.enrolment.edition_id, study.progress.next)
            found.append(Learning(card, figures(study.progress), missing, paper(study, card, held)))
    return tuple(sorted(found, key=lambda learning: learning.progress.finished))


def close_overdue_attempts() -> None:
    """Close all attempts at quizzes whose time has run out: what follows from them is stored with it."""
    close_overdue()


def has_overdue_attempts(people: Iterable[Any], after: datetime, until: datetime) -> bool:
    """Has an attempt of these people run out between the moments without being closed?"""
    overdue = Attempt.objects.filter(state=Attempt.State.OPEN, deadline_at__gt=after, deadline_at__lte=until)
    return overdue.filter(enrolment__person__in=people).exists()


def _step(card: Card, edition: int, item: Item | None) -> Step | None:
    words = plan(edition, get_language() or "", card.course.source_language)
    return words.by_slug[item.slug] if item else None
