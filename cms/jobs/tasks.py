"""Periodic tasks of jobs."""

from celery import shared_task

from cms.jobs import services, worker


@shared_task(name="jobs.process")
def process() -> int:
    """Run jobs for a slice of time; return how many had a turn."""
    return worker.run_jobs()


@shared_task(name="jobs.expire")
def expire() -> int:
    """Delete results whose time to be kept is over; return the number of rows."""
    return services.expire()
