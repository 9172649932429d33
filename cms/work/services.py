"""Claim waiting rows with a lease, work outside any transaction, finish by compare-and-set on the lease.

A worker that dies or freezes keeps nothing: its lease runs out and another claims the row. A worker that wakes
up too late cannot finish what another has claimed since.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone

from cms.work.models import Waiting

W = TypeVar("W", bound=Waiting)
LEASE = timedelta(minutes=2)


def claim(
    rows: QuerySet[W], *, limit: int, lease: timedelta = LEASE, order: Sequence[str | OrderBy] = ("pk",)
) -> list[W]:
    """Claim up to `limit` unfinished rows of the queryset that nobody holds, oldest first unless said otherwise."""
    now, token = timezone.now(), uuid.uuid4()
    free = rows.filter(finished_at=None).filter(Q(claimed_until_at=None) | Q(claimed_until_at__lte=now))
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True, of=("self",))
        ids = list(free.order_by(*order).values_list("pk", flat=True)[:limit])
        rows.model._default_manager.filter(pk__in=ids).update(
            claimed_by=token, claimed_until_at=now + lease, tries=F("tries") + 1
        )
    return list(rows.filter(claimed_by=token).order_by("pk"))


def finish(row: Waiting, **changes: Any) -> bool:
    """Mark a claimed row done, with the changes; False (and no change) when the lease was lost."""
    return _settle(row, **{"finished_at": timezone.now(), "failure": "", **changes})


def renew(row: Waiting, *, lease: timedelta, **changes: Any) -> bool:
    """Hold a claimed row for longer, with the changes; False (and no change) when the lease was lost."""
    return bool(_held(row).update(claimed_until_at=timezone.now() + lease, **changes))


def put_back(row: Waiting, *, failure: str, after: timedelta) -> bool:
    """Give a row back after a failure, to be tried again when `after` has passed."""
    return _settle(row, claimed_until_at=timezone.now() + after, failure=failure[:2000])


def _settle(row: Waiting, **changes: Any) -> bool:
    return bool(_held(row).update(claimed_by=None, **changes))


def _held(row: Waiting) -> QuerySet[Any]:
    return type(row)._default_manager.filter(pk=row.pk, claimed_by=row.claimed_by, finished_at=None)


def work_through(rows: QuerySet[W], work: Callable[[W], object], *, batch: int = 10, lease: timedelta = LEASE) -> int:
    """Claim and work batch after batch until nothing waits; returns how many rows were tried.

    A row whose work raises is put back with growing pauses (1 minute, 2, 4 … up to a day); the others go on.
    """
    done = 0
    for row in _claimed(rows, batch, lease):
        done += 1
        try:
            work(row)
        except Exception as error:  # one bad row must not stop the others
            pause = timedelta(minutes=min(2 ** max(row.tries - 1, 0), 24 * 60))
            put_back(row, failure=f"{type(error).__name__}: {error}", after=pause)
    return done


def _claimed(rows: QuerySet[W], batch: int, lease: timedelta) -> Iterator[W]:
    while claimed := claim(rows, limit=batch, lease=lease):
        yield from claimed
