"""Submissions to practical tasks: versions with files, and their reviews."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.media.private import private_storage
from courses.learning.models import Enrolment
from courses.syllabus.models import Activity


class Submission(models.Model):
    """One version of what a learner sends. A draft until sent, then never changed; the next version follows only
    one that was returned.

    `edit` counts the changes of a draft: a form carries the number it was written against.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("waits for the facilitator")
        RETURNED = "returned", _("returned with comments")
        ACCEPTED = "accepted", _("accepted")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="submissions")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    edit = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=255, help_text="of the task, as the learner saw it")
    text = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("review_submission", gettext_noop("Can read and review practical work"))]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity", "version"], name="submission_version_once"),
            models.UniqueConstraint(
                fields=["enrolment", "activity"], condition=~Q(state="returned"), name="submission_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | Q(~Q(state="draft"), sent_at__isnull=False),
                name="submission_sent_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["sent_at"], condition=Q(state="sent"), name="submission_waiting")]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.activity_id} v{self.version}"


class SubmissionFile(models.Model):
    """A file of a version; `content_type` is what its content is, whatever its name said."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file: Any = models.FileField(storage=private_storage, upload_to="submissions/%Y/%m", max_length=200)
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Review(models.Model):
    """A facilitator's answer to a version: accepted, or returned with comments."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="review")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    comment = models.TextField(_("comment"), blank=True)
    reviewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(accepted=True) | ~Q(comment=""), name="review_returns_with_a_comment")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.accepted}"
