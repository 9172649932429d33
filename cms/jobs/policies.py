"""Who may see a job and its file: who asked for it, as long as they may do what it does."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import can, register_visible_to, rule
from cms.jobs.kinds import find
from cms.jobs.models import Job


@rule("jobs.read")
def may_read(user: Any, job: Any) -> bool:
    """Whoever works in the editor has a list of their own."""
    if not (user.is_active and user.has_perm("wagtailadmin.access_admin")):
        return False
    kind = find(job.kind) if job else None
    return job is None or (job.asked_by_id == user.pk and kind is not None and can(user, kind.action))


@register_visible_to(Job)
def visible(user: Any, rows: QuerySet[Job]) -> QuerySet[Job]:
    """One's own alone."""
    return rows.filter(asked_by=user.pk)
