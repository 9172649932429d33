"""Reads of jobs."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from cms.jobs.models import Job

WORKER_TIMEOUT = timedelta(seconds=30)


def count_by_outcome(job: Job) -> dict[str, int]:
    """Return the number of lines for each outcome."""
    rows = job.lines.order_by("outcome").values_list("outcome").annotate(count=Count("pk"))
    return dict(rows)


def is_worker_down(job: Job) -> bool:
    """Return whether no worker has claimed this job, or any other, for longer than a running worker would take."""
    since = timezone.now() - WORKER_TIMEOUT
    untouched = job.state == Job.State.WAITING and job.tries == 0 and job.queued_at < since
    others = Job.objects.filter(finished_at=None, lease_token__isnull=False, lease_expires_at__gt=since)
    return untouched and not others.exists()
