"""Who learns on which edition, and what would change for them on another."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from courses.learning.models import Enrolment
from courses.learning.progress import evaluate
from courses.learning.queries import done_of, items_of
from courses.syllabus.models import Edition, EditionItem
from courses.syllabus.queries import outline


def count_learners(keys: Iterable[UUID]) -> int:
    """How many people are still learning on editions that have one of these activities."""
    open_ones = Enrolment.objects.filter(finished_at=None, edition__items__activity__key__in=list(keys))
    return open_ones.values("pk").distinct().count()


@dataclass(frozen=True, slots=True)
class LearnerUpgrade:
    """A learner, with what she has done now and would have done after the move, in per cent."""

    enrolment: Enrolment
    percent: int
    percent_after: int
    finishes: bool


@dataclass(frozen=True, slots=True)
class EditionUpgrade:
    """What moving from an edition to a newer one changes: items new, gone, or longer or shorter; and for whom (a
    queryset: there may be twenty thousand).
    """

    edition: Edition
    added: tuple[EditionItem, ...]
    removed: tuple[EditionItem, ...]
    changed: tuple[tuple[EditionItem, EditionItem], ...]
    learners: QuerySet[Enrolment]


def possible_upgrades(edition: Edition) -> list[EditionUpgrade]:
    """The moves that are possible: a line for each older edition with which somebody still learns."""
    older = Edition.objects.filter(course=edition.course_id, number__lt=edition.number, enrolments__finished_at=None)
    return [_upgrade(old, edition) for old in older.distinct().order_by("number")]


def _upgrade(old: Edition, new: Edition) -> EditionUpgrade:
    before = {item.activity_id: item for item in outline(old.pk)}
    after = {item.activity_id: item for item in outline(new.pk)}
    kept = [(item, after[activity]) for activity, item in before.items() if activity in after]
    return EditionUpgrade(
        edition=old,
        added=tuple(item for activity, item in after.items() if activity not in before),
        removed=tuple(item for activity, item in before.items() if activity not in after),
        changed=tuple((one, other) for one, other in kept if _rules(one) != _rules(other)),
        learners=_learners(old),
    )


def _rules(item: EditionItem) -> tuple:
    return item.minutes, item.required, item.check_by, item.policy


def learner_upgrades(enrolments: Iterable[Enrolment], new: Edition) -> list[LearnerUpgrade]:
    """Some of a move's learners with what changes for each."""
    return [_learner_upgrade(enrolment, new) for enrolment in enrolments]


def _learners(edition: Edition) -> QuerySet[Enrolment]:
    rows = edition.enrolments.filter(finished_at=None).select_related("person")
    return rows.prefetch_related("completions").order_by("pk")


def _learner_upgrade(enrolment: Enrolment, new: Edition) -> LearnerUpgrade:
    done, today = done_of(enrolment.completions.all()), timezone.localdate()
    now = evaluate(items_of(enrolment.edition_id), done, today)
    then = evaluate(items_of(new.pk), done, today)
    return LearnerUpgrade(enrolment, now.percent, then.percent, then.finished)
