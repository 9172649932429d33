"""Where a reader is: the course, what she studies in it, the item."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from courses.learning.models import Enrolment
from courses.learning.queries import Study, study
from courses.pages import content


@dataclass(frozen=True, slots=True)
class Place:
    """A course as one reader meets it: her edition when she is enrolled, else the newest."""

    card: content.Card
    plan: content.Plan
    study: Study | None


@dataclass(frozen=True, slots=True)
class Spot(Place):
    """An item of a course as one reader meets it."""

    step: content.Step

    @property
    def done(self) -> bool:
        """Has she completed it, and does the result hold?"""
        return bool(self.study and self.step.activity in self.study.progress.done)

    @property
    def enrolment(self) -> Enrolment:
        """Her enrolment; 404 for who has none, because there is nothing to record on."""
        if self.study is None:
            raise Http404
        return self.study.enrolment


def place(user: Any, code: str) -> Place:
    """The course with this code; 404 when none is published under it. At most one query."""
    language = get_language() or ""
    card = content.cards(language).get(code)
    if card is None:
        raise Http404
    found = study(user, card.course.pk)
    edition = found.enrolment.edition_id if found else card.edition.pk
    return Place(card, content.plan(edition, language, card.course.source_language), found)


def spot(user: Any, code: str, slug: str) -> Spot:
    """The item with this address in the reader's edition; 404 when it has none."""
    found = place(user, code)
    step = found.plan.by_slug.get(slug)
    if step is None:
        raise Http404
    return Spot(found.card, found.plan, found.study, step)
