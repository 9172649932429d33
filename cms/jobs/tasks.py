"""Ticks of jobs."""

from celery import shared_task

from cms.jobs import services, working


@shared_task(name="jobs.process")
def process() -> int:
    """Work on jobs for a slice of time."""
    return working.process()


@shared_task(name="jobs.expire")
def expire() -> int:
    """Delete results that have been kept long enough."""
    return services.expire()
