"""Who learns on which edition."""

from collections.abc import Iterable
from uuid import UUID

from courses.learning.models import Enrolment


def learners_using(keys: Iterable[UUID]) -> int:
    """How many people are still learning on editions that have one of these activities."""
    open_ones = Enrolment.objects.filter(finished_at=None, edition__items__activity__key__in=list(keys))
    return open_ones.values("pk").distinct().count()
