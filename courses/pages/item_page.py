"""The abstract page of one thing to do in a course, of which each kind has a concrete one."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks.lesson import LESSON_BLOCKS
from courses.pages import publishing
from courses.pages.base import CourseTreePage
from courses.pages.forms import ItemPageForm
from courses.pages.panels import HoursSummaryPanel
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import EditionItem


def same_everywhere(*names: str) -> list[SynchronizedField]:
    """Fields that a translation takes over from the source and cannot change."""
    return [SynchronizedField(name, overridable=False) for name in names]


class ItemPage(CourseTreePage):
    """One thing to do. Its kind, minutes and rules count from the next edition on, its words at once."""

    kind: ClassVar[str]  # the name of an `ItemKind`

    body = StreamField(LESSON_BLOCKS, verbose_name=_("body"), blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(6000)]
    )
    required = models.BooleanField(
        _("required"), default=True, help_text=_("What is voluntary does not count towards the hours.")
    )

    retired = models.BooleanField(
        _("left out of the next edition"),
        default=False,
        help_text=_("The page stays for those whose edition has it; a withdrawn page would be missing there."),
    )

    base_form_class = ItemPageForm
    content_panels = [
        *CourseTreePage.content_panels,
        FieldRowPanel(["minutes", "required", "retired"]),
        HoursSummaryPanel(classname="collapsed"),
        "body",
    ]
    search_fields = [*CourseTreePage.search_fields, index.SearchField("body")]
    override_translatable_fields = same_everywhere("slug", "minutes", "required", "retired")
    parent_page_types = ["courses_pages.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every way of publishing ends here: refuse what holds nothing, in every language."""
        if self.live and not self.retired and publishing.is_newer(self) and (found := publishing.item_gaps(self)):
            raise ValidationError(found)
        super().save(*args, **kwargs)

    @property
    def practice(self) -> bool:
        """Return whether its minutes count as practice, which is the same for all of a kind."""
        return ITEM_KINDS[self.kind].practice

    @classmethod
    def missing_fields(cls, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what is missing before publishing besides the body, as (field, sentence)."""
        return iter(())

    @property
    def check_by(self) -> str:
        """Who checks what was done: nobody, unless it is a practical task."""
        return ""

    def slug_is_taken(self, slug: str) -> bool:
        """An item has its slug alone in the whole course."""
        course = self.get_ancestors().filter(depth=self.depth - 2).first()
        others = (
            course.get_descendants().filter(depth=self.depth).exclude(pk=self.pk) if course else Page.objects.none()
        )
        return super().slug_is_taken(slug) or others.filter(slug=slug).exists()

    def policy(self) -> dict[str, Any]:
        """The rules that an edition keeps: a quiz has some."""
        return {}

    def address(self) -> str | None:
        item = EditionItem.objects.filter(activity__key=self.translation_key).select_related("edition__course")
        newest = item.order_by("-edition__number").first()
        if newest is None:
            return None
        return reverse("item", kwargs={"code": newest.edition.course.code, "slug": newest.slug})
