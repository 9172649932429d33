"""The outline of a course as it would be published, and what is wrong with it. Pure: nothing is read or written."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cms.pages.slugs import is_ascii_slug
from courses.syllabus.kinds import ITEM_KINDS

RESERVED_SLUGS = frozenset({"enrol", "continue"})


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A thing to do, at its place."""

    key: UUID
    module_key: UUID
    slug: str
    kind: str
    minutes: int
    practice: bool
    required: bool = True
    check_by: str = ""
    policy: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outline:
    """What an edition would hold. What is voluntary does not count towards the minutes."""

    hours: int
    minutes_per_hour: int
    practice_percent: int
    items: tuple[OutlineItem, ...]

    @property
    def minutes_practice(self) -> int:
        """Minutes of required practice."""
        return sum(item.minutes for item in self.items if item.required and item.practice)

    @property
    def minutes_theory(self) -> int:
        """Minutes of required lessons and quizzes."""
        return sum(item.minutes for item in self.items if item.required and not item.practice)

    @property
    def minutes(self) -> int:
        """All required minutes."""
        return self.minutes_theory + self.minutes_practice

    @property
    def practice_share(self) -> float:
        """The share of practice in per cent."""
        return 100 * self.minutes_practice / self.minutes if self.minutes else 0.0

    @property
    def minutes_missing(self) -> int:
        """How many minutes are missing to the hours promised."""
        return max(self.hours * self.minutes_per_hour - self.minutes, 0)

    @property
    def practice_missing(self) -> int:
        """How many more minutes of practice, with the theory as it is, make the share promised."""
        short = self.practice_percent * self.minutes - 100 * self.minutes_practice
        if short <= 0:
            return 0
        theory_allowed = 100 - self.practice_percent
        return -(-short // theory_allowed) if theory_allowed else self.minutes_theory

    def digest(self) -> str:
        """The same for the same outline, and for no other."""
        text = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def faults(outline: Outline) -> list[str]:
    """Why the outline cannot be published, a sentence each."""
    if not any(item.required for item in outline.items):
        return [_("The course has nothing to do yet: publish its modules, lessons and tasks first.")]
    return [*_promise_faults(outline), *_item_faults(outline), *_slug_faults(outline)]


def _promise_faults(outline: Outline) -> Iterator[str]:
    if missing := outline.minutes_missing:
        yield _(
            "%(hours)s h are promised, that is %(promised)s minutes, and the course has %(minutes)s. "
            "Minutes missing: %(missing)s."
        ) % {
            "hours": outline.hours,
            "promised": outline.hours * outline.minutes_per_hour,
            "minutes": outline.minutes,
            "missing": missing,
        }
    if missing := outline.practice_missing:
        yield _(
            "%(promised)s %% of practice is promised, and the course has %(share)s %%. "
            "Minutes of practical tasks missing: %(missing)s, or shorten the theory."
        ) % {"promised": outline.practice_percent, "share": f"{outline.practice_share:.1f}", "missing": missing}


def _item_faults(outline: Outline) -> Iterator[str]:
    for item in outline.items:
        if item.minutes < 1:
            yield _("“%(slug)s” needs at least one minute.") % {"slug": item.slug}
        yield from ITEM_KINDS[item.kind].outline_errors(item)


def _slug_faults(outline: Outline) -> Iterator[str]:
    for slug, times in Counter(item.slug for item in outline.items).items():
        if slug in RESERVED_SLUGS:
            yield _("The address “%(slug)s” is reserved: choose another.") % {"slug": slug}
        if not is_ascii_slug(slug):
            yield _("The address “%(slug)s” has letters that no address takes, or too many: change it.") % {
                "slug": slug
            }
        if times > 1:
            yield _("The address “%(slug)s” stands twice in the course: choose another for one of them.") % {
                "slug": slug
            }
