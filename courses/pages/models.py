"""The pages in which a course is written: course > module > lesson, quiz or practical task.

One tree a language, tied by `translation_key`; records never point here. What belongs to all languages is
synchronized from the source and cannot be overridden in a translation.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks.lesson import PROSE
from cms.languages import first_language, site_languages
from cms.pages.slugs import is_ascii_slug
from courses.conf import setting
from courses.pages import publishing
from courses.pages.base import CourseTreePage
from courses.pages.forms import CoursePageForm
from courses.pages.item_page import ItemPage, same_everywhere
from courses.pages.kinds.lesson.models import LessonPage
from courses.pages.kinds.quiz.models import QuizPage
from courses.pages.kinds.task.models import TaskPage
from courses.pages.panels import HoursSummaryPanel
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import Course

__all__ = ["CoursePage", "ItemPage", "LessonPage", "ModulePage", "QuizPage", "TaskPage"]


class CoursePage(CourseTreePage):
    """A course in one language. Publishing the source makes an edition when the outline has changed.

    `Course.key` is the translation key; the slug is the course's code, the same in every language.
    """

    description = RichTextField(_("description"), blank=True, features=PROSE)
    hours = models.PositiveSmallIntegerField(
        _("hours promised"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    minutes_per_hour = models.PositiveSmallIntegerField(
        _("minutes in an hour"), default=60, choices=[(45, "45"), (60, "60")]
    )
    practice_percent = models.PositiveSmallIntegerField(
        _("practice share promised, %"), default=60, validators=[MaxValueValidator(100)]
    )
    issue = models.CharField(
        _("certificate is issued"), max_length=10, choices=Course.Issue.choices, default=Course.Issue.AUTOMATIC
    )
    valid_months = models.PositiveSmallIntegerField(
        _("certificate holds, months"), default=0, help_text=_("0 means without end.")
    )
    certificate_language = models.CharField(
        _("language of the certificate"), max_length=5, choices=site_languages, default=first_language
    )
    certificate_language_2 = models.CharField(
        _("second language of the certificate"), max_length=5, choices=site_languages, blank=True
    )

    base_form_class = CoursePageForm
    private_page_options: ClassVar[list[str]] = ["login", "groups"]  # asked for by courses.pages.privacy
    content_panels = [
        HoursSummaryPanel(),
        *CourseTreePage.content_panels,
        "description",
        MultiFieldPanel(
            [
                FieldRowPanel(["hours", "minutes_per_hour", "practice_percent"]),
                FieldRowPanel(["issue", "valid_months"]),
                FieldRowPanel(["certificate_language", "certificate_language_2"]),
            ],
            heading=_("Promise and certificate"),
        ),
    ]
    search_fields = [
        *CourseTreePage.search_fields,
        index.SearchField("description"),
        index.AutocompleteField("description"),
    ]
    override_translatable_fields = same_everywhere(
        "slug",
        "hours",
        "minutes_per_hour",
        "practice_percent",
        "issue",
        "valid_months",
        "certificate_language",
        "certificate_language_2",
    )
    parent_page_types = setting("COURSE_PARENT_TYPES") or None  # None: below any page
    subpage_types = ["courses_pages.ModulePage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    @property
    def course(self) -> Course | None:
        """The course of which this page tells; None before the source was first published."""
        return Course.objects.filter(key=self.translation_key).first()

    @property
    def certificate_languages(self) -> list[str]:
        """One or two language codes."""
        return [code for code in (self.certificate_language, self.certificate_language_2) if code]

    def address(self) -> str | None:
        return reverse("course", kwargs={"code": self.slug})

    def slug_is_taken(self, slug: str) -> bool:
        """The code of a course is the only one of its kind, whether the other still has a page or not."""
        return (
            super().slug_is_taken(slug) or Course.objects.exclude(key=self.translation_key).filter(code=slug).exists()
        )

    def why_slug_is_fixed(self) -> str:
        """A published course keeps its code; one that no address takes may still be mended."""
        if not self._fixed_code():
            return ""
        return str(_("The address of a published course does not change: it stands on certificates and in letters."))

    def _fixed_code(self) -> str:
        published = Course.objects.filter(key=self.translation_key, editions__isnull=False)
        code = published.values_list("code", flat=True).first() or ""
        return code if is_ascii_slug(code) else ""

    def clean(self) -> None:
        """The code of a course is its address and stands on certificates."""
        super().clean()
        others = Course.objects.exclude(key=self.translation_key)
        if others.filter(code=self.slug).exists():
            raise ValidationError({"slug": _("Another course has this address.")})
        if (fixed := self._fixed_code()) and fixed != self.slug:
            raise ValidationError({"slug": self.why_slug_is_fixed()})

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish whole or not at all: a refused edition leaves the page and its schedule as they were."""
        super().publish(*args, **kwargs)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Going live makes an edition. The editor, a schedule and a workflow publish by different calls that have
        only this one in common; the day of publishing tells it from other changes of a live page.
        """
        going_live = self.live and publishing.is_newer(self)
        super().save(*args, **kwargs)
        if self.alias_of_id:
            return
        if going_live:
            publishing.publish_course(self, by=self.live_revision and self.live_revision.user)
        elif not self.live:
            publishing.prepare_course(self)


class ModulePage(CourseTreePage):
    """A part of a course; it has no address of its own, the course page shows it."""

    override_translatable_fields = same_everywhere("slug")
    parent_page_types = ["courses_pages.CoursePage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    @classmethod
    def clean_subpage_models(cls) -> list[type[Page]]:
        """Return the page models of all kinds of items, those that a site adds among them."""
        return [kind.page_class for kind in ITEM_KINDS]

    def address(self) -> str | None:
        course = self.get_parent()
        return reverse("course", kwargs={"code": course.slug}) if course else None
