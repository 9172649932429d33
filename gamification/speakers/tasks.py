"""Ticks of the speakers."""

from celery import shared_task

from gamification.speakers import services


@shared_task(name="speakers.pass_on")
def pass_on() -> int:
    """Call the next in line where nobody has answered in time."""
    return services.pass_on_late()
