"""Courses as readers meet them: the words of the published pages laid over the outline of an edition.

Everything here is the same for all readers of a language, is kept in the process until the content changes, and
must not be changed by who receives it. Where a language is missing, the source language stands in for it, and
`language` says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.conf import settings
from django.utils import translation
from wagtail.models import Page

from cms.blocks.rendering import Part, render_parts
from cms.blocks.rich_text import render_rich_text
from cms.cache.content import cached
from cms.pages.converters import is_routable_slug
from courses.pages.models import CoursePage, ModulePage
from courses.pages.privacy import Restriction, restrictions
from courses.syllabus.kinds import ITEM_KINDS, ItemKind
from courses.syllabus.models import Course, Edition, EditionItem
from courses.syllabus.queries import outline
from courses.syllabus.titles import title_provider

P = TypeVar("P", bound=Page)


class PageText(NamedTuple):
    """The words of a page, and the language in which they are."""

    title: str
    summary: str
    language: str


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A published course in one language; `edition_id` is its newest edition."""

    course: Course
    edition: Edition
    title: str
    summary: str
    language: str
    languages: tuple[str, ...]
    restrictions: frozenset[Restriction] = frozenset()

    @property
    def code(self) -> str:
        """The course's part of addresses."""
        return self.course.code

    @property
    def language_names(self) -> list[tuple[str, str]]:
        """Codes and names of its languages."""
        return [(code, name) for code, name in settings.LANGUAGES if code in self.languages]

    @property
    def minutes(self) -> int:
        """All required minutes."""
        return self.edition.minutes_theory + self.edition.minutes_practice

    @property
    def practice_percent(self) -> int:
        """The share of practice, in whole per cent."""
        return round(100 * self.edition.minutes_practice / self.minutes) if self.minutes else 0


@dataclass(frozen=True, slots=True)
class CourseStep:
    """An item of the outline with its words: number so many `of` so many in its module."""

    item: EditionItem
    title: str
    summary: str
    language: str
    number: int
    of: int
    module: str

    @property
    def slug(self) -> str:
        """The item's part of addresses."""
        return self.item.slug

    @property
    def kind(self) -> ItemKind:
        """Return what is special about such items."""
        return ITEM_KINDS[self.item.kind]

    @property
    def activity(self) -> int:
        """The id under which it is completed."""
        return self.item.activity_id


@dataclass(frozen=True, slots=True)
class Module:
    """A module with its steps, in the order of the edition."""

    title: str
    summary: str
    language: str
    steps: tuple[CourseStep, ...]
    minutes: int


@dataclass(frozen=True)
class LocalizedOutline:
    """The outline of an edition with its words in one language."""

    modules: tuple[Module, ...]

    @cached_property
    def steps(self) -> tuple[CourseStep, ...]:
        """All steps in their order."""
        return tuple(step for module in self.modules for step in module.steps)

    @cached_property
    def by_slug(self) -> dict[str, CourseStep]:
        """Steps by their part of addresses."""
        return {step.slug: step for step in self.steps}

    def neighbours(self, step: CourseStep) -> tuple[CourseStep | None, CourseStep | None]:
        """The steps before and after one."""
        place = self.steps.index(step)
        before = self.steps[place - 1] if place else None
        return before, next(iter(self.steps[place + 1 : place + 2]), None)


@cached(limit=10)
def course_cards(language: str) -> dict[str, CourseCard]:
    """All published courses by code, the newest first."""
    newest: dict[int, Edition] = {}
    for edition in Edition.objects.select_related("course").order_by("course", "number"):
        newest[edition.course_id] = edition
    words, restricted = _page_texts(CoursePage, None), restrictions()
    found = {}
    for edition in sorted(newest.values(), key=lambda edition: edition.pk, reverse=True):
        course = edition.course
        pages = words.get(course.key, {})
        if course.source_language in pages and is_routable_slug(course.code):
            chosen = _in_language(pages, language, course.source_language)
            found[course.code] = CourseCard(
                course,
                edition,
                *chosen,
                languages=tuple(code for code, _ in settings.LANGUAGES if code in pages),
                restrictions=restricted.get(course.key, frozenset()),
            )
    return found


@cached(limit=2000)
def localized_outline(edition_id: int, language: str, source: str) -> LocalizedOutline:
    """The outline of an edition with its words."""
    items = outline(edition_id)
    words = _page_texts(ModulePage, {item.module_key for item in items})
    for kind in dict.fromkeys(item.kind for item in items):
        words |= _page_texts(ITEM_KINDS[kind].page_class, {item.activity.key for item in items if item.kind == kind})
    modules: dict[UUID, list[EditionItem]] = {}
    for item in items:
        modules.setdefault(item.module_key, []).append(item)
    return LocalizedOutline(tuple(_module(words, key, items, language, source) for key, items in modules.items()))


def _module(
    words: dict[UUID, dict[str, PageText]], key: UUID, items: list[EditionItem], language: str, source: str
) -> Module:
    title, summary, found = _in_language(words.get(key, {}), language, source)
    steps = tuple(
        CourseStep(item, *_in_language(words.get(item.activity.key, {}), language, source), number, len(items), title)
        for number, item in enumerate(items, start=1)
    )
    return Module(title, summary, found, steps, sum(item.minutes for item in items if item.required))


@title_provider
def _titles(edition_id: int, language: str, source: str) -> dict[int, str]:
    return {step.activity: step.title for step in localized_outline(edition_id, language, source).steps}


@cached(limit=2000)
def body(kind: str, key: UUID, language: str) -> tuple[Part, ...]:
    """The rendered blocks of an item's page, in the language of its words."""
    page = _live(ITEM_KINDS[kind].page_class, key, language)
    with translation.override(language):
        return render_parts(page.body) if page else ()


@cached(limit=2000)
def description(key: UUID, language: str) -> str:
    """The rendered description of a course, in the language of its words."""
    page = _live(CoursePage, key, language)
    return render_rich_text(page.description) if page else ""


def _live(model: type[P], key: UUID, language: str) -> P | None:
    return model.objects.live().filter(translation_key=key, locale__language_code=language).first()


def _page_texts(model: type[Page], keys: Iterable[UUID] | None) -> dict[UUID, dict[str, PageText]]:
    """Titles and summaries of live pages: translation key -> language -> words."""
    pages = model.objects.live()
    if keys is not None:
        pages = pages.filter(translation_key__in=keys)
    found: dict[UUID, dict[str, PageText]] = {}
    for key, language, title, summary in pages.values_list(
        "translation_key", "locale__language_code", "title", "summary"
    ):
        found.setdefault(key, {})[language] = PageText(title, summary, language)
    return found


def _in_language(words: dict[str, PageText], language: str, source: str) -> PageText:
    """The words in the language, else in the source language; what no page names any more stays without."""
    return words.get(language) or words.get(source) or PageText("", "", source)
