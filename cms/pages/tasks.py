"""Periodic tasks of pages."""

from celery import shared_task

from cms.pages.scheduling import publish_due_pages


@shared_task(name="pages.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and unpublish what is due."""
    publish_due_pages()
