"""The periodic task of the outbox."""

from celery import shared_task

from lms.notify import services


@shared_task(name="notify.send")
def send() -> None:
    """Send all waiting messages."""
    services.send_waiting()
