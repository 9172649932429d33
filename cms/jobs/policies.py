"""Permission rules of jobs: a job is seen by the person who started it, while they may do what it does."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import can, register_visible_to, rule
from cms.jobs.kinds import get_kind
from cms.jobs.models import Job


@rule("jobs.read")
def may_read_job(user: Any, job: Any) -> bool:
    """Allow the list to every editor, and a job to its owner."""
    if not (user.is_active and user.has_perm("wagtailadmin.access_admin")):
        return False
    kind = get_kind(job.kind) if job else None
    return job is None or (job.requested_by_id == user.pk and kind is not None and can(user, kind.action))


@register_visible_to(Job)
def jobs_visible_to(user: Any, rows: QuerySet[Job]) -> QuerySet[Job]:
    """Return the jobs that this person started."""
    return rows.filter(requested_by=user.pk)
