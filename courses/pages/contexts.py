"""Where a reader is: the course, what they study in it, the item."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from courses.learning.models import Enrolment
from courses.learning.queries import EnrolmentProgress, enrolment_with_progress
from courses.pages import content
from courses.pages.privacy import PrivateCourseError, may_see
from courses.syllabus.queries import item_by_slug


@dataclass(frozen=True, slots=True)
class CourseContext:
    """A course as one reader meets it: her edition when she is enrolled, else the newest."""

    card: content.CourseCard
    outline: content.LocalizedOutline
    learner: EnrolmentProgress | None


@dataclass(frozen=True, slots=True)
class ItemContext(CourseContext):
    """An item of a course as one reader meets it."""

    step: content.CourseStep

    @property
    def done(self) -> bool:
        """Has she completed it, and does the result hold?"""
        return bool(self.learner and self.step.activity in self.learner.progress.done)

    @property
    def enrolment(self) -> Enrolment:
        """Her enrolment; 404 for who has none, because there is nothing to record on."""
        if self.learner is None:
            raise Http404
        return self.learner.enrolment


def course_context(user: Any, code: str) -> CourseContext:
    """The course with this code; 404 when none is published under it, PrivateCourseError when the reader may not see it
    and is not enrolled. At most one query (one more where groups are asked for).
    """
    language = get_language() or ""
    card = content.course_cards(language).get(code)
    if card is None:
        raise Http404
    found = enrolment_with_progress(user, card.course.pk)
    if found is None and not may_see(user, card.restrictions):
        raise PrivateCourseError
    edition = found.enrolment.edition_id if found else card.edition.pk
    return CourseContext(card, content.localized_outline(edition, language, card.course.source_language), found)


def item_context(user: Any, code: str, slug: str) -> ItemContext:
    """The item with this address in the reader's edition, or with this address in another edition (a changed slug
    leaves no dead link, and nothing typed is lost with it); 404 when there is none. One query more for an old slug.
    """
    found = course_context(user, code)
    step = found.outline.by_slug.get(slug) or _under_another_slug(found, slug)
    if step is None:
        raise Http404
    return ItemContext(found.card, found.outline, found.learner, step)


def _under_another_slug(current: CourseContext, slug: str) -> content.CourseStep | None:
    item = item_by_slug(current.outline.steps[0].item.edition_id, slug)
    return current.outline.by_slug[item.slug] if item else None
