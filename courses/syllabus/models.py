"""What a course consists of, independent of the language and of the pages in which it is written."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.languages import site_languages
from courses.syllabus.kinds import kind_choices


class Course(models.Model):
    """A course across its languages; its key is the translation key of its pages.

    Titles are kept by language, copied from the published pages.
    """

    class Issue(models.TextChoices):
        AUTOMATIC = "automatic", _("by itself, on finishing")
        ORDER = "order", _("by the administrator's order")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=80, unique=True)
    source_language = models.CharField(max_length=5, choices=site_languages)
    titles = models.JSONField(default=dict, help_text="language -> title")
    hours_promised = models.PositiveSmallIntegerField(_("hours promised"))
    minutes_per_hour = models.PositiveSmallIntegerField(_("minutes in an hour"), default=60)
    practice_percent = models.PositiveSmallIntegerField(_("practice share promised, %"), default=60)
    issue = models.CharField(_("certificate is issued"), max_length=10, choices=Issue.choices, default=Issue.AUTOMATIC)
    valid_months = models.PositiveSmallIntegerField(_("certificate holds, months"), default=0)
    certificate_languages = models.JSONField(default=list, help_text="one or two language codes")

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(condition=Q(minutes_per_hour__in=[45, 60]), name="course_hour_is_45_or_60"),
            models.CheckConstraint(condition=Q(practice_percent__lte=100), name="course_practice_is_a_share"),
        ]

    def __str__(self) -> str:
        return self.title()

    def title(self, language: str | None = None) -> str:
        """The title in the language (default: the reader's), else in the source language, else the code."""
        titles = self.titles
        return titles.get(language or get_language()) or titles.get(self.source_language) or self.code


class Activity(models.Model):
    """One thing to do, the same in every language and edition; its key is the pages' translation key."""

    key = models.UUIDField(unique=True)
    course = models.ForeignKey(Course, models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=30, choices=kind_choices)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Edition(models.Model):
    """The numbered outline of a course. Never changed after publishing; learners stay on theirs."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    hours_promised = models.PositiveSmallIntegerField()
    minutes_per_hour = models.PositiveSmallIntegerField()
    practice_percent = models.PositiveSmallIntegerField()
    minutes_theory = models.PositiveIntegerField()
    minutes_practice = models.PositiveIntegerField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(minutes_theory__gte=F("hours_promised") * F("minutes_per_hour") - F("minutes_practice")),
                name="edition_keeps_promised_hours",
            ),
            models.CheckConstraint(
                condition=Q(
                    minutes_practice__gte=(F("minutes_theory") + F("minutes_practice"))
                    * F("practice_percent")
                    / Decimal(100)
                ),
                name="edition_keeps_promised_practice",
            ),
        ]
        ordering = ["course", "-number"]

    def __str__(self) -> str:
        return f"{self.course} № {self.number}"


class EditionItem(models.Model):
    """A place in the outline: what is to be done, in which order, how long, by which rules."""

    class Check(models.TextChoices):
        SELF = "self", _("ticked by oneself, with a note")
        FACILITATOR = "facilitator", _("sent to a facilitator")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="items")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    module_key = models.UUIDField()
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=30, choices=kind_choices)
    minutes = models.PositiveSmallIntegerField()
    practice = models.BooleanField()
    required = models.BooleanField(default=True)
    check_by = models.CharField(max_length=12, choices=Check.choices, blank=True)
    policy = models.JSONField(default=dict, help_text="rules of a quiz: see courses.quizzes.quiz_policy")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="item_position_once"),
            models.UniqueConstraint(fields=["edition", "activity"], name="item_activity_once"),
            models.UniqueConstraint(fields=["edition", "slug"], name="item_slug_once"),
            models.CheckConstraint(condition=~Q(kind="quiz", practice=True), name="item_quiz_is_never_practice"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="item_takes_time"),
        ]
        ordering = ["edition", "position"]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.slug}"
