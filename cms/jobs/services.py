"""Start, cancel and expire jobs."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from cms.jobs.conf import file_days, job_days
from cms.jobs.files import delete_files
from cms.jobs.kinds import get_kind
from cms.jobs.models import Job


def enqueue(*, kind: str, by: Any, arguments: dict[str, Any]) -> Job:
    """Store a job for the worker and return it. The same request repeated while the job is unfinished returns that job.

    Raises ValueError for a kind that is not registered.
    """
    found = get_kind(kind)
    if found is None:
        raise ValueError(f"no kind of job is called {kind}")
    key = _key(kind, by, arguments)
    row = Job(
        kind=kind, arguments=arguments, key=key, requested_by=by, language=get_language() or settings.LANGUAGE_CODE
    )
    while True:
        if opened := Job.objects.filter(key=key, finished_at=None).first():
            return opened
        row.total = found.total(arguments)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            row.pk = None
            continue  # another press was faster
        return row


def _key(kind: str, by: Any, arguments: dict[str, Any]) -> str:
    text = json.dumps([kind, by.pk, arguments], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def cancel(*, job: Job) -> bool:
    """Cancel a job: at once when no worker holds it, else before its next step; finished steps stay.

    Returns False when the job has ended already.
    """
    now = timezone.now()
    rows = Job.objects.filter(pk=job.pk, finished_at=None)
    asked = rows.update(cancel_requested_at=now)
    free = Q(lease_token=None) | Q(lease_expires_at__lte=now)
    rows.filter(free).update(finished_at=now, final_state=Job.State.CANCELLED, lease_token=None)
    return bool(asked)


def expire() -> int:
    """Delete result files, and later jobs, whose time to be kept is over; return the number of rows."""
    now = timezone.now()
    files = Job.objects.exclude(file_path="").filter(finished_at__lt=now - timedelta(days=file_days()))
    old = Job.objects.filter(finished_at__lt=now - timedelta(days=job_days()))
    count = 0
    for job in files.union(old):
        delete_files(job)
        count += 1
    files.update(file_path="")
    old.delete()
    return count
