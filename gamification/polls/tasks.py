"""Ticks of the polls."""

from celery import shared_task

from gamification.polls import services


@shared_task(name="polls.close_due")
def close_due() -> None:
    """Close polls whose time is over."""
    services.close_due()
