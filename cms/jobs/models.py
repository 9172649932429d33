"""The queue in the database: rows to be processed under a lease, and jobs that people start from the editor."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class QueuedModel(models.Model):
    """A row to be processed by a worker: its lease, when the lease expires, how often it was tried, the last error."""

    queued_at = models.DateTimeField(auto_now_add=True)
    lease_token = models.UUIDField(null=True, editable=False)
    lease_expires_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, default="", editable=False)

    class Meta:
        abstract = True


class Job(QueuedModel):
    """Work that takes longer than a request may: what was requested, its progress and its result.

    At most one unfinished job exists for a key.
    """

    class State(models.TextChoices):
        """Name the states. The last three are stored when a job ends; the first two follow from its lease."""

        WAITING = "waiting", _("Waits for the worker")
        RUNNING = "running", _("In work")
        DONE = "done", _("Finished")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=64)
    arguments = models.JSONField()
    key = models.CharField(max_length=64, editable=False)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    final_state = models.CharField(max_length=10, choices=State.choices[2:], blank=True, default="")
    message = models.TextField(blank=True, default="")
    file_path = models.CharField(max_length=200, blank=True, default="")
    file_name = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(finished_at=None), name="job_open_once_by_key"),
            models.CheckConstraint(
                condition=Q(finished_at=None, final_state="") | (Q(finished_at__isnull=False) & ~Q(final_state="")),
                name="job_finished_has_end",
            ),
        ]
        indexes = [models.Index(fields=["requested_by", "-id"], name="job_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def state(self) -> str:
        """Return how the job ended, or whether a worker holds it now."""
        held = self.lease_token is not None and self.lease_expires_at is not None
        running = held and self.lease_expires_at > timezone.now()  # type: ignore[operator]
        return self.final_state or (self.State.RUNNING if running else self.State.WAITING)

    @property
    def percent(self) -> int | None:
        """Return how much is done, 0 to 100; None where the total is not known."""
        return min(100 * self.done // self.total, 100) if self.total else None


class JobLine(models.Model):
    """A line of a job's result page: the outcome of one step, with a text and a link."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    outcome = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    detail = models.TextField(blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["outcome", "id"]

    def __str__(self) -> str:
        return self.text
