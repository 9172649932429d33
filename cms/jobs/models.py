"""A job: work that takes longer than a request may, asked for by a person and done by the worker."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.work.models import Waiting


class Job(Waiting):
    """What was asked for, how far it is, and how it ended. An open job exists once for its key."""

    class State(models.TextChoices):
        """The last three are how a job ends; the first two follow from its lease."""

        WAITING = "waiting", _("Waits for the worker")
        RUNNING = "running", _("In work")
        DONE = "done", _("Finished")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=64)
    arguments = models.JSONField()
    key = models.CharField(max_length=64, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=State.choices[2:], blank=True, default="")
    sentence = models.TextField(blank=True, default="")
    file_path = models.CharField(max_length=200, blank=True, default="")
    file_name = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(finished_at=None), name="job_open_once_by_key"),
            models.CheckConstraint(
                condition=Q(finished_at=None, end="") | (Q(finished_at__isnull=False) & ~Q(end="")),
                name="job_finished_has_end",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-id"], name="job_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def state(self) -> str:
        """How it ended, or whether a worker has it now."""
        held = self.claimed_by is not None and self.claimed_until_at is not None
        running = held and self.claimed_until_at > timezone.now()  # type: ignore[operator]
        return self.end or (self.State.RUNNING if running else self.State.WAITING)

    @property
    def percent(self) -> int | None:
        """How much is done; None where nobody knows how much there is."""
        return min(100 * self.done // self.total, 100) if self.total else None


class JobLine(models.Model):
    """What a step of a job came to, told on the page of its result."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    outcome = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    detail = models.TextField(blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["outcome", "id"]

    def __str__(self) -> str:
        return self.text
