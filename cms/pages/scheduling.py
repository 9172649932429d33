"""Scheduled publishing: publish and unpublish what is due; skip and report a page that is refused."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

logger = logging.getLogger(__name__)
SCHEDULE_FAILED = "cms.schedule_refused"  # told in words by cms.wagtail_hooks


def publish_due_pages() -> list[str]:
    """Publish due revisions and unpublish expired pages; return a sentence for each page that was refused.

    A refusal is logged once in the page's history; the page is tried again by the next run.
    """
    due = list(_due())
    return [refusal for page, change in due if (refusal := _attempt(page, change))]


def _due() -> Iterator[tuple[Any, Callable[[], Any]]]:
    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lt=now).specific():
        yield page, partial(page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        yield revision.content_object, partial(revision.publish, log_action="wagtail.publish.scheduled")


def _attempt(page: Any, change: Callable[[], Any]) -> str:
    try:
        with transaction.atomic():
            change()
    except ValidationError as refused:
        reason = " ".join(refused.messages)
        _report(page, reason)
        return f"{page}: {reason}"
    except Exception:  # one that fails must not stop the others
        logger.exception("Not done on schedule: %s", page)
        return f"{page}: failed"
    return ""


def _report(page: Any, reason: str) -> None:
    """Log the reason in the history of the page, unless it is the last entry there."""
    logger.warning("Not done on schedule: %s: %s", page, reason)
    entries = PageLogEntry.objects.filter(page=page.pk, action=SCHEDULE_FAILED).order_by("-timestamp")
    last = entries.first()
    if last is None or last.data.get("reason") != reason:
        log(instance=page, action=SCHEDULE_FAILED, data={"reason": reason})
