"""Where a reader is: the course, what she studies in it, the item."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from courses.learning.models import Enrolment
from courses.learning.queries import Study, study
from courses.pages import content
from courses.pages.privacy import PrivateCourseError, may_see
from courses.syllabus.queries import item_by_slug


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
    """The course with this code; 404 when none is published under it, PrivateCourseError when the reader may not see it
    and is not enrolled. At most one query (one more where groups are asked for).
    """
    language = get_language() or ""
    card = content.cards(language).get(code)
    if card is None:
        raise Http404
    found = study(user, card.course.pk)
    if found is None and not may_see(user, card.restrictions):
        raise PrivateCourseError
    edition = found.enrolment.edition_id if found else card.edition.pk
    return Place(card, content.plan(edition, language, card.course.source_language), found)


def spot(user: Any, code: str, slug: str) -> Spot:
    """The item with this address in the reader's edition, or with this address in another edition (a changed slug
    leaves no dead link, and nothing typed is lost with it); 404 when there is none. One query more for an old slug.
    """
    found = place(user, code)
    step = found.plan.by_slug.get(slug) or _under_another_slug(found, slug)
    if step is None:
        raise Http404
    return Spot(found.card, found.plan, found.study, step)


def _under_another_slug(here: Place, slug: str) -> content.Step | None:
    item = item_by_slug(here.plan.steps[0].item.edition_id, slug)
    return here.plan.by_slug[item.slug] if item else None
