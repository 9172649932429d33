"""Process rows of a database table as a queue: claim rows with a lease, work outside any transaction, and finish by
compare-and-set on the lease.

The lease of a worker that dies or freezes expires, and another worker claims its rows. A worker that wakes up too
late cannot finish a row that another has claimed since.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone

from cms.jobs.models import QueuedModel

W = TypeVar("W", bound=QueuedModel)
LEASE = timedelta(minutes=2)


def claim(
    rows: QuerySet[W], *, limit: int, lease: timedelta = LEASE, order: Sequence[str | OrderBy] = ("pk",)
) -> list[W]:
    """Claim up to `limit` unfinished rows of the queryset without a running lease, in `order`; return them by id."""
    now, token = timezone.now(), uuid.uuid4()
    free = rows.filter(finished_at=None).filter(Q(lease_expires_at=None) | Q(lease_expires_at__lte=now))
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True, of=("self",))
        ids = list(free.order_by(*order).values_list("pk", flat=True)[:limit])
        rows.model._default_manager.filter(pk__in=ids).update(
            lease_token=token, lease_expires_at=now + lease, tries=F("tries") + 1
        )
    return list(rows.filter(lease_token=token).order_by("pk"))


def finish(row: QueuedModel, **changes: Any) -> bool:
    """Mark a claimed row finished and store the changes. Return False, and change nothing, when the lease was lost."""
    return _update_and_release(row, **{"finished_at": timezone.now(), "last_error": "", **changes})


def renew_lease(row: QueuedModel, *, lease: timedelta, **changes: Any) -> bool:
    """Extend the lease from now and store the changes. Return False, and change nothing, when the lease was lost."""
    return bool(_leased(row).update(lease_expires_at=timezone.now() + lease, **changes))


def release(row: QueuedModel, *, last_error: str, after: timedelta) -> bool:
    """Give a row back to the queue, to be tried again when `after` has passed. Return False when the lease was lost."""
    return _update_and_release(row, lease_expires_at=timezone.now() + after, last_error=last_error[:2000])


def _update_and_release(row: QueuedModel, **changes: Any) -> bool:
    return bool(_leased(row).update(lease_token=None, **changes))


def _leased(row: QueuedModel) -> QuerySet[Any]:
    return type(row)._default_manager.filter(pk=row.pk, lease_token=row.lease_token, finished_at=None)


def process_queue(rows: QuerySet[W], work: Callable[[W], object], *, batch: int = 10, lease: timedelta = LEASE) -> int:
    """Claim and process batch after batch until nothing is left; return how many rows were tried.

    A row for which `work` raises is released with growing pauses (1 minute, 2, 4 … up to a day); the others go on.
    """
    done = 0
    for row in _claim_in_batches(rows, batch, lease):
        done += 1
        try:
            work(row)
        except Exception as error:  # one bad row must not stop the others
            pause = timedelta(minutes=min(2 ** max(row.tries - 1, 0), 24 * 60))
            release(row, last_error=f"{type(error).__name__}: {error}", after=pause)
    return done


def _claim_in_batches(rows: QuerySet[W], batch: int, lease: timedelta) -> Iterator[W]:
    while claimed := claim(rows, limit=batch, lease=lease):
        yield from claimed
