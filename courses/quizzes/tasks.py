"""Ticks of the quizzes."""

from celery import shared_task

from courses.quizzes import services


@shared_task(name="quizzes.close_overdue")
def close_overdue() -> None:
    """Close attempts whose time has run out."""
    services.close_overdue()
