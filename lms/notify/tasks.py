"""The postman's round."""

from celery import shared_task

from lms.notify import services


@shared_task(name="notify.send")
def send() -> None:
    """Send the letters that wait."""
    services.send_waiting()
