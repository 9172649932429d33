"""What floors above may ask of learning."""

from typing import Any, NamedTuple

from django.utils.translation import get_language

from courses.learning.queries import Study, studies
from courses.pages.content import Card, Step, cards, plan


class Learning(NamedTuple):
    """A course that a person studies; `next` is what is missing first."""

    card: Card
    study: Study
    next: Step | None


def newest_courses(limit: int) -> list[Card]:
    """Published courses in the reader's language, the newest first."""
    return list(cards(get_language() or "").values())[:limit]


def learning_of(person: Any) -> list[Learning]:
    """What a person studies, the unfinished first and of these the newest: one query."""
    by_id = {card.course.pk: card for card in cards(get_language() or "").values()}
    found = [_learning(by_id[study.course_id], study) for study in studies(person) if study.course_id in by_id]
    return sorted(found, key=lambda learning: learning.study.progress.finished)


def _learning(card: Card, study: Study) -> Learning:
    missing = study.progress.next
    words = plan(study.enrolment.edition_id, get_language() or "", card.course.source_language)
    return Learning(card, study, words.by_slug[missing.slug] if missing else None)
