"""Ticks of the register."""

from datetime import timedelta

from celery import shared_task

from cms.jobs.queue import process_queue
from courses.certificates.files import ensure_file
from courses.certificates.queries import without_file


@shared_task(name="certificates.render")
def render() -> int:
    """Render what waits. A few at a time and a short lease: what a killed worker held is soon free again."""
    return process_queue(without_file(), ensure_file, batch=4, lease=timedelta(seconds=30))
