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
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks.lesson import LESSON_BLOCKS, PROSE
from cms.languages import first_language, site_languages
from cms.pages.slugs import is_ascii_slug
from courses.conf import setting
from courses.pages import publishing
from courses.pages.base import CourseTreePage
from courses.pages.forms import CoursePageForm, ItemPageForm
from courses.pages.panels import HoursSummaryPanel
from courses.syllabus.models import Activity, Course, EditionItem


def same_everywhere(*names: str) -> list[SynchronizedField]:
    """Fields that a translation takes over from the source and cannot change."""
    return [SynchronizedField(name, overridable=False) for name in names]


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
    subpage_types = ["courses_pages.LessonPage", "courses_pages.QuizPage", "courses_pages.TaskPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def address(self) -> str | None:
        course = self.get_parent()
        return reverse("course", kwargs={"code": course.slug}) if course else None


class ItemPage(CourseTreePage):
    """One thing to do. Its kind, minutes and rules count from the next edition on, its words at once."""

    kind: ClassVar[str]
    practice: ClassVar[bool] = False

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
    def check_by(self) -> str:
        """Who checks what was done: nobody, unless it is a practical task."""
        return ""

    def slug_is_taken(self, slug: str) -> bool:
        """An item has its slug alone in the whole course."""
        course = self.get_ancestors().type(CoursePage).last()
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


class LessonPage(ItemPage):
    """Something to read, watch and think over: theory."""

    kind = Activity.Kind.LESSON

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class TaskPage(ItemPage):
    """Something to carry out at work: practice."""

    kind = Activity.Kind.TASK
    practice = True
    Check = EditionItem.Check

    checked_by = models.CharField(_("checked"), max_length=12, choices=Check.choices, default=Check.SELF)

    content_panels = [
        *CourseTreePage.content_panels,
        FieldRowPanel(["minutes", "required", "retired", "checked_by"]),
        HoursSummaryPanel(classname="collapsed"),
        "body",
    ]
    override_translatable_fields = [*ItemPage.override_translatable_fields, *same_everywhere("checked_by")]

    class Meta:
        verbose_name = _("practical task")
        verbose_name_plural = _("practical tasks")

    @property
    def check_by(self) -> str:
        return self.checked_by


class DrawBlock(StructBlock):
    """How many questions are drawn from a topic of the bank."""

    topic = CharBlock(label=_("topic"), max_length=50)
    count = IntegerBlock(label=_("questions"), min_value=1, max_value=100)

    class Meta:
        icon = "help"
        label = _("questions of a topic")


class QuizPage(ItemPage):
    """Questions drawn from the course's bank; never practice. The body says what to know before it."""

    kind = Activity.Kind.QUIZ

    draw = StreamField([("topic", DrawBlock())], verbose_name=_("drawn from the bank"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark, %"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("0 means without limit."))
    wait_minutes = models.PositiveIntegerField(
        _("minutes to wait before the next attempt"), default=0, validators=[MaxValueValidator(200_000)]
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit, minutes"), default=0, help_text=_("0 means none.")
    )
    valid_months = models.PositiveSmallIntegerField(
        _("a pass holds, months"), default=0, help_text=_("0 means without end.")
    )

    content_panels = [
        *ItemPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("draw"),
                FieldRowPanel(["pass_percent", "attempts", "wait_minutes"]),
                FieldRowPanel(["time_limit_minutes", "valid_months"]),
            ],
            heading=_("Rules"),
        ),
    ]
    RULES = ("pass_percent", "attempts", "wait_minutes", "time_limit_minutes", "valid_months")
    override_translatable_fields = [*ItemPage.override_translatable_fields, *same_everywhere("draw", *RULES)]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def policy(self) -> dict[str, Any]:
        draw = {block.value["topic"]: block.value["count"] for block in self.draw}
        return {"draw": draw, **{name: getattr(self, name) for name in self.RULES}}
