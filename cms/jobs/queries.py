"""Reads of jobs."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from cms.jobs.models import Job

PATIENCE = timedelta(seconds=30)


def outcomes_of(job: Job) -> dict[str, int]:
    """How many lines there are of each outcome."""
    rows = job.lines.order_by("outcome").values_list("outcome").annotate(count=Count("pk"))
    return dict(rows)


def worker_is_away(job: Job) -> bool:
    """Has nobody touched the job, or any other, for longer than a worker that runs would leave it?"""
    since = timezone.now() - PATIENCE
    untouched = job.state == Job.State.WAITING and job.tries == 0 and job.waiting_since_at < since
    others = Job.objects.filter(finished_at=None, claimed_by__isnull=False, claimed_until_at__gt=since)
    return untouched and not others.exists()
