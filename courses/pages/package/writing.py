"""Write a checked package: pages of the source, the bank, the edition, then the other languages. All or nothing."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.pages import publishing
from courses.pages.models import CoursePage, ModulePage
from courses.pages.package.assets import Library
from courses.pages.package.bodies import body_of, prose_of
from courses.pages.package.outlines import Item
from courses.pages.package.package import Package
from courses.pages.package.translating import translate
from courses.quizzes.bank import save_bank
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import Course

P = TypeVar("P", bound=Page)


@transaction.atomic
def write_package(package: Package) -> Course:
    """Bring the site in step with the package. What is the same already is not touched.

    Raises ValidationError when the course cannot be published, and Page.DoesNotExist where the
    site has no home page in the language of the source.
    """
    writer = Writer(package)
    course = writer.write_source()
    for language in package.spec.languages[1:]:
        writer.write_translation(language)
    return course


class Writer:
    """Writes one package."""

    def __init__(self, package: Package) -> None:
        self.package, self.spec = package, package.spec
        self.locale = Locale.objects.get(language_code=self.spec.source)
        self.library = Library(self.spec.code, package.root / "media")

    def write_source(self) -> Course:
        """The tree of the source language, the bank, and the edition."""
        page, changed = self._page(self._home(), CoursePage, self.spec.course_key(), self._course_fields())
        for module in self.spec.modules:
            below, _changed = self._live(page, ModulePage, *self._module_fields(module.key))
            for item in module.items:
                self._live(
                    below, ITEM_KINDS[item.kind].page_class, self.spec.item_key(item.key), self._item_fields(item)
                )
            _in_order(below, [self.spec.item_key(item.key) for item in module.items])
        _in_order(page, [self.spec.module_key(module.key) for module in self.spec.modules])
        self._retire_others(page)
        course = Course.objects.get(key=page.translation_key)
        save_bank(course=course, questions=self.package.bank)
        self._publish(page, changed, course)
        return course

    def write_translation(self, language: str) -> None:
        """The tree of another language."""
        translate(self._source(CoursePage, self.spec.course_key()), language, self._course_words(language))
        for module in self.spec.modules:
            key = self.spec.module_key(module.key)
            translate(self._source(ModulePage, key), language, self._module_fields(module.key, language)[1])
        for item in self.spec.items:
            key = self.spec.item_key(item.key)
            translate(self._source(ITEM_KINDS[item.kind].page_class, key), language, self._words(item, language))

    def _home(self) -> Page:
        """The first page of the default site in the source's language."""
        home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        return home if home.locale_id == self.locale.pk else home.get_translation(self.locale)

    def _source(self, model: type[P], key: UUID) -> P:
        return model.objects.get(translation_key=key, locale=self.locale)

    def _course_fields(self) -> dict[str, Any]:
        spec = self.spec
        first, second = [*spec.certificate_languages, ""][:2]
        return {
            **self._course_words(spec.source),
            "slug": spec.code,
            "hours": spec.hours,
            "minutes_per_hour": spec.minutes_per_hour,
            "practice_percent": spec.practice_percent,
            "issue": spec.issue,
            "valid_months": spec.valid_months,
            "certificate_language": first,
            "certificate_language_2": second,
        }

    def _course_words(self, language: str) -> dict[str, Any]:
        document = self.package.document(language)
        return {"title": document.title, "summary": document.summary, "description": prose_of(document)}

    def _module_fields(self, key: str, language: str = "") -> tuple[UUID, dict[str, Any]]:
        title = self.package.document(language or self.spec.source).modules[key]
        return self.spec.module_key(key), {"title": title, "slug": key}

    def _words(self, item: Item, language: str) -> dict[str, Any]:
        document = self.package.document(language, item.key)
        body = body_of(document, self.spec.item_key(item.key), self.library, language)
        return {"title": document.title, "summary": document.summary, "body": body}

    def _item_fields(self, item: Item) -> dict[str, Any]:
        return {
            **self._words(item, self.spec.source),
            **ITEM_KINDS[item.kind].page_fields(item.check, item.policy),
            "slug": item.key,
            "minutes": item.minutes,
            "required": item.required,
            "retired": False,
        }

    def _live(self, parent: Page, model: type[P], key: UUID, fields: dict[str, Any]) -> tuple[P, bool]:
        page, changed = self._page(parent, model, key, fields)
        if changed or not page.live:
            page.save_revision().publish()
            page.refresh_from_db()
        return page, changed

    def _page(self, parent: Page, model: type[P], key: UUID, fields: dict[str, Any]) -> tuple[P, bool]:
        """The page with this key below its parent, with these fields set; was anything changed? Not yet published."""
        page = model.objects.filter(translation_key=key, locale=self.locale).first()
        if page is None:
            page = model(translation_key=key, locale=self.locale, live=False, **_prepared(model, fields))
            parent.add_child(instance=page)
            return page, True
        if not page.is_child_of(parent):
            page.move(parent, "last-child")
            page.refresh_from_db()
        return page, set_fields(page, fields)

    def _retire_others(self, course: CoursePage) -> None:
        """Lessons that the package has no longer stay for those whose edition has them."""
        kept = {self.spec.item_key(item.key) for item in self.spec.items}
        for page in (
            course.get_descendants().filter(depth=course.depth + 2).exclude(translation_key__in=kept).specific()
        ):
            if not page.retired:
                page.retired = True
                page.save_revision().publish()

    def _publish(self, page: CoursePage, changed: bool, course: Course) -> None:
        newest = course.editions.order_by("-number").first()
        if changed or not page.live or newest is None or newest.digest != publishing.outline_of(page).digest():
            page.save_revision().publish()


def _prepared(model: type[Page], fields: dict[str, Any]) -> dict[str, Any]:
    return {name: model._meta.get_field(name).to_python(value) for name, value in fields.items()}


def set_fields(page: Page, fields: dict[str, Any]) -> bool:
    """Set the fields; was anything different?"""
    changed = False
    for name, value in _prepared(type(page), fields).items():
        field = page._meta.get_field(name)
        if field.get_prep_value(field.value_from_object(page)) != field.get_prep_value(value):
            setattr(page, name, value)
            changed = True
    return changed


def _in_order(parent: Page, keys: list[UUID]) -> None:
    """Bring the children into the order of the keys; others go first."""
    children = {child.translation_key: child for child in parent.get_children()}
    if [key for key in children if key in keys] == keys:
        return
    for key in keys:
        child = Page.objects.get(pk=children[key].pk)
        child.move(Page.objects.get(pk=parent.pk), "last-child")
