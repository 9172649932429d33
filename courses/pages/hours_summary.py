"""Hours and practice of a course while it is being written: as published, and as it will be with the drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from courses.pages import publishing
from courses.syllabus.outline import Outline, OutlineItem


@dataclass(frozen=True, slots=True)
class ModuleHours:
    """A module with its minutes; `drafts` are titles of things that are not published and do not count yet."""

    title: str
    theory: int
    practice: int
    drafts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoursSummary:
    """What the next publication would count, and why it would be refused."""

    title: str
    outline: Outline
    with_drafts: Outline
    rows: tuple[ModuleHours, ...]
    faults: tuple[str, ...]


def hours_summary(page: Page) -> HoursSummary | None:
    """The hours of the course to which a page belongs; None for a translation, which adds nothing."""
    course: Any = page.specific
    while course is not None and not hasattr(course, "minutes_per_hour"):
        parent = course.get_parent()
        course = parent and parent.specific
    if course is None or not publishing.is_source(course):
        return None
    modules = list(_modules(course))
    outline = publishing.outline_of(course)
    drafts = [item for _title, items in modules for item, _live in items]
    return HoursSummary(
        title=course.title,
        outline=outline,
        with_drafts=Outline(course.hours, course.minutes_per_hour, course.practice_percent, tuple(drafts)),
        rows=tuple(_row(title, items) for title, items in modules),
        faults=tuple(publishing.faults(course)),
    )


def _modules(course: Page) -> Iterable[tuple[str, list[tuple[OutlineItem, str]]]]:
    """Modules with their things to do as last saved, each with its title if it does not count yet."""
    for module in course.get_children().specific():
        pages = [page.get_latest_revision_as_object() for page in module.get_children().specific()]
        yield (
            module.title,
            [
                (publishing.item_of(module, page), "" if module.live and page.live else page.title)
                for page in pages
                if not page.retired
            ],
        )


def _row(title: str, items: list[tuple[OutlineItem, str]]) -> ModuleHours:
    counted = [item for item, draft in items if item.required and not draft]
    return ModuleHours(
        title=title,
        theory=sum(item.minutes for item in counted if not item.practice),
        practice=sum(item.minutes for item in counted if item.practice),
        drafts=tuple(draft for _item, draft in items if draft),
    )
