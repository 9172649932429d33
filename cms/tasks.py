"""Periodic tasks of cms."""

from celery import shared_task

from cms.access.throttle import delete_expired


@shared_task(name="access.forget_tries")
def forget_tries() -> None:
    """Delete counted tries whose window is over."""
    delete_expired()
