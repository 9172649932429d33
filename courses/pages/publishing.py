"""From pages to editions. A `page` here is a course's, unless it is said otherwise.

Who calls it is `CoursePage` itself, when it goes live, so that the editor, a schedule, a workflow and a package all
pass the same check.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.blocks.blank import is_empty
from courses.certificates.eligibility import text_errors
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import Course, Edition
from courses.syllabus.outline import Outline, OutlineItem
from courses.syllabus.outline import faults as outline_faults
from courses.syllabus.services import publish_edition, save_course


def modules_of(page: Page) -> Iterator[tuple[Page, list[Page]]]:
    """The published modules of a course in the order of the tree, each with its published things to do."""
    for module in page.get_children().live().specific():
        yield module, [item for item in module.get_children().live().specific() if not item.retired]


def outline_of(page: Page) -> Outline:
    """The outline that publishing this page would make an edition of."""
    items = [item_of(module, item) for module, items in modules_of(page) for item in items]
    return Outline(page.hours, page.minutes_per_hour, page.practice_percent, tuple(items))


def item_of(module: Page, page: Page) -> OutlineItem:
    """A page as a place in the outline."""
    return OutlineItem(
        key=page.translation_key,
        module_key=module.translation_key,
        slug=page.slug,
        kind=page.kind,
        minutes=page.minutes,
        practice=page.practice,
        required=page.required,
        check_by=page.check_by,
        policy=page.policy(),
    )


def is_source(page: Page) -> bool:
    """Is this the page from which editions are made?"""
    return bool(page.course and page.course.source_language == page.locale.language_code and not page.alias_of_id)


def faults(page: Page) -> list[str]:
    """Why the course cannot be published, a sentence each; the outline of a translation is the source's."""
    title = title_faults(page.title)
    if page.pk is None:
        return [*title, *outline_faults(Outline(page.hours, page.minutes_per_hour, page.practice_percent, ()))]
    if not is_source(page):
        return title
    outline = outline_of(page)
    names = {item.translation_key: item.title for _module, items in modules_of(page) for item in items}
    return [*title, *outline_faults(outline), *_empty_parts(page), *_kind_errors(outline, page.course, names)]


def title_faults(title: str) -> list[str]:
    """Why the title of a course could not be printed on a certificate, a sentence each."""
    return [sentence for reason in text_errors(_("course title"), title, "title") for sentence in reason.messages]


def _kind_errors(outline: Outline, course: Course | None, titles: Mapping[UUID, str]) -> Iterator[str]:
    for kind in ITEM_KINDS:
        items = [(item, titles.get(item.key, item.slug)) for item in outline.items if item.kind == kind.name]
        yield from kind.publish_errors(items, course)


def gaps(model: type[Page], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a thing to do lacks before it can be published, as (field, sentence)."""
    if ITEM_KINDS[model.kind].needs_body and (values.get("body") is None or is_empty(values["body"])):
        yield "body", _("There is nothing here yet: write something before you publish.")
    yield from model.missing_fields(values)


def item_gaps(page: Page) -> list[str]:
    """The same of a page, with its title in front."""
    values = {field.name: getattr(page, field.attname) for field in page._meta.fields}
    return [f"“{page.title}”: {sentence}" for _field, sentence in gaps(type(page), values)]


def _empty_parts(page: Page) -> Iterator[str]:
    """Modules and things to do that hold nothing."""
    for module, items in modules_of(page):
        if not items and not module.get_children().live().exists():
            yield _("The module “%(title)s” has nothing to do yet: fill it, or withdraw it.") % {"title": module.title}
        for item in items:
            yield from item_gaps(item)


def take_over(page: Page) -> Course:
    """Store what the page says of its course; the first page saved with a new translation key is the source."""
    return save_course(
        key=page.translation_key,
        language=page.locale.language_code,
        title=page.title,
        facts={
            "code": page.slug,
            "hours_promised": page.hours,
            "minutes_per_hour": page.minutes_per_hour,
            "practice_percent": page.practice_percent,
            "issue": page.issue,
            "valid_months": page.valid_months,
            "certificate_languages": page.certificate_languages,
        },
    )


def is_newer(page: Page) -> bool:
    """Was the page published just now, compared with what is stored?"""
    stored = type(page).objects.filter(pk=page.pk).values_list("last_published_at", flat=True).first()
    return page.last_published_at is not None and page.last_published_at != stored


def prepare_course(page: Page) -> None:
    """Keep the record of a course that was never published in step with its draft: the bank hangs on it."""
    course = page.course
    if course is None or not course.editions.exists():
        take_over(page)


def publish_course(page: Page, by: Any) -> Edition | None:
    """Check, take over, make an edition if the outline has changed. Raises ValidationError and changes nothing."""
    if found := faults(page):
        raise ValidationError(found)
    course = take_over(page)
    return publish_edition(course=course, outline=outline_of(page), by=by) if is_source(page) else None
