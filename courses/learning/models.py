"""Who learns what, and what is done. No record here points at a page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.languages import site_languages
from courses.syllabus.models import Activity, Course, Edition


class Cohort(models.Model):
    """A run of a course. The open self-study cohort has no dates and no limit, and each course has one."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="cohorts")
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course"], condition=Q(is_open=True), name="cohort_one_open_per_course")
        ]

    def __str__(self) -> str:
        return str(self.course)


class Enrolment(models.Model):
    """A person in a cohort, on an edition. `finished_at` is set once, by the first evaluation that says so."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enrolments")
    language = models.CharField(max_length=5, choices=site_languages)
    enrolled_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = [("upgrade_enrolment", gettext_noop("Can move learners to a newer edition"))]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [models.UniqueConstraint(fields=["person", "cohort"], name="enrolment_once")]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.cohort_id}"


class Completion(models.Model):
    """An activity done, and on what evidence. Nothing is edited: a correction is the next revision, the
    highest revision stands; one with `counts` false takes the activity back.
    """

    class Evidence(models.TextChoices):
        READ = "read", _("read")
        SELF_REPORTED = "self-reported", _("self-reported")
        PASSED = "passed", _("passed")
        ATTENDED = "attended", _("attended")
        ACCEPTED = "accepted", _("accepted")
        SIGNED_OFF = "signed-off", _("signed off")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="completions")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="completions")
    revision = models.PositiveSmallIntegerField(default=1)
    counts = models.BooleanField(default=True)
    evidence = models.CharField(max_length=14, choices=Evidence.choices)
    minutes = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="per cent")
    note = models.TextField(blank=True)
    completed_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity", "revision"], name="completion_revision_once"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="completion_score_is_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.activity_id} r{self.revision}"


class Reflection(models.Model):
    """A learner's private note at a reflection block. Nobody else reads it."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="reflections")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    block = models.CharField(max_length=40)
    text = models.TextField(blank=True, max_length=5000)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity", "block"], name="reflection_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.block}"
