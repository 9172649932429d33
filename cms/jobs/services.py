"""Changes of jobs that people make: start, cancel; and the end of what is kept of them."""

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
from cms.jobs.kinds import find
from cms.jobs.models import Job


def start(*, kind: str, by: Any, arguments: dict[str, Any]) -> Job:
    """Ask for a job. The same asked again while it is open is the same job: a second press starts nothing."""
    found = find(kind)
    if found is None:
        raise ValueError(f"no kind of job is called {kind}")
    key = _key(kind, by, arguments)
    row = Job(kind=kind, arguments=arguments, key=key, asked_by=by, language=get_language() or settings.LANGUAGE_CODE)
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
    """Ask that a job end; what is done stays. At once where no worker has it, else between two of its steps.

    False when it has ended already.
    """
    now = timezone.now()
    rows = Job.objects.filter(pk=job.pk, finished_at=None)
    asked = rows.update(cancel_asked_at=now)
    free = Q(claimed_by=None) | Q(claimed_until_at__lte=now)
    rows.filter(free).update(finished_at=now, end=Job.State.CANCELLED, claimed_by=None)
    return bool(asked)


def expire() -> int:
    """Delete files of results, and later the jobs themselves, that have been kept long enough; how many rows."""
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
