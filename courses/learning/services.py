"""Changes of what a person learns: enrol, complete, take back."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses import signals
from courses.learning.models import Cohort, Completion, Enrolment
from courses.learning.queries import progress_of
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import Course, Edition, EditionItem


@transaction.atomic
def enrol_in_open_cohort(*, person: Any, course: Course, language: str) -> Enrolment:
    """Enrol in the self-study cohort on the newest edition. Repeats safely: the enrolment that is there stands.

    Raises Edition.DoesNotExist for a course that was never published.
    """
    cohort, _ = Cohort.objects.get_or_create(course=course, is_open=True)
    edition = course.editions.order_by("-number")[:1].get()
    enrolment, new = Enrolment.objects.get_or_create(
        person=person, cohort=cohort, defaults={"edition": edition, "language": language}
    )
    if new:
        signals.enrolled.send(Enrolment, enrolment=enrolment)
    return enrolment


@transaction.atomic
def complete(
    *,
    enrolment: Enrolment,
    item: EditionItem,
    evidence: str,
    by: Any,
    score: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Completion:
    """Lock the enrolment and record that an item of its edition is done; see `record_completion`."""
    locked = lock_enrolment(enrolment.pk)
    completion = record_completion(enrolment=locked, item=item, evidence=evidence, by=by, score=score, note=note, at=at)
    enrolment.finished_at = locked.finished_at
    return completion


def lock_enrolment(pk: int) -> Enrolment:
    """Return the enrolment, locked until the transaction ends, with its person, course and edition: one query."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("person", "cohort__course", "edition")
    return rows.get(pk=pk)


def record_completion(
    *,
    enrolment: Enrolment,
    item: EditionItem,
    evidence: str,
    by: Any,
    score: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Completion:
    """Record that an item of a locked enrolment's edition is done, now or `at` a moment; its minutes are the edition's.

    Repeats safely: with the same evidence and note, a score no better (per cent), and a result that has not run out,
    the completion that counts is returned. Send `activity_completed`, and `course_finished` when this was the last
    one. Raise ValueError for an item of another edition.
    """
    if item.edition_id != enrolment.edition_id:
        raise ValueError("the item is not in the enrolment's edition")
    standing = enrolment.completions.filter(activity=item.activity_id).order_by("-revision").first()
    if standing and standing.counts and not _is_news(standing, item, evidence, score, note):
        return standing
    completion = Completion.objects.create(
        enrolment=enrolment,
        activity_id=item.activity_id,
        revision=standing.revision + 1 if standing else 1,
        evidence=evidence,
        minutes=item.minutes,
        score=score,
        note=note,
        recorded_by=by,
        completed_at=at or timezone.now(),
    )
    signals.activity_completed.send(Completion, completion=completion)
    mark_finished(enrolment=enrolment, at=_last_completed_at(enrolment))
    return completion


def complete_by_oneself(*, enrolment: Enrolment, item: EditionItem, note: str = "") -> Completion:
    """Record what learners may say themselves: that a lesson is read, that a task checked by oneself is done.

    Raise PermissionDenied for what another must confirm: a quiz, a task sent to a facilitator.
    """
    evidence = ITEM_KINDS[item.kind].own_evidence(item)
    if not evidence:
        raise PermissionDenied
    return complete(enrolment=enrolment, item=item, evidence=evidence, by=enrolment.person, note=note)


def _is_news(standing: Completion, item: EditionItem, evidence: str, score: int | None, note: str) -> bool:
    """Would a new revision say more? A result that expires is renewed by passing again."""
    renews = bool(item.policy.get("valid_months")) and _local_day(standing) < timezone.localdate()
    corrects = bool(note) and note != standing.note
    return renews or corrects or evidence != standing.evidence or (score or 0) > (standing.score or 0)


def _local_day(completion: Completion) -> date:
    """The day of a completion by the site's own clock: at five in the morning in Bishkek it is yesterday in UTC."""
    return timezone.localdate(completion.completed_at)


@transaction.atomic
def take_back(*, enrolment: Enrolment, item: EditionItem, by: Any, note: str = "") -> Completion | None:
    """Record that an item is not done after all; None when it was not done. Nothing is erased."""
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    standing = enrolment.completions.filter(activity=item.activity_id).order_by("-revision").first()
    if standing is None or not standing.counts:
        return None
    return Completion.objects.create(
        enrolment=enrolment,
        activity_id=item.activity_id,
        revision=standing.revision + 1,
        counts=False,
        evidence=standing.evidence,
        minutes=standing.minutes,
        note=note,
        recorded_by=by,
    )


def _last_completed_at(enrolment: Enrolment) -> datetime | None:
    last: datetime | None = enrolment.completions.aggregate(last=Max("completed_at"))["last"]
    return last


def mark_finished(*, enrolment: Enrolment, at: datetime | None = None) -> bool:
    """Store that the course is finished (now, or `at` a moment), once, when the evaluation says so.

    Call it in a transaction that has locked the enrolment. `course_finished` carries the progress, so that nobody
    who follows it evaluates or locks again.
    """
    if enrolment.finished_at or not (progress := progress_of(enrolment)).finished:
        return False
    finished_at = at or timezone.now()
    if not Enrolment.objects.filter(pk=enrolment.pk, finished_at=None).update(finished_at=finished_at):
        return False
    enrolment.finished_at = finished_at
    signals.course_finished.send(Enrolment, enrolment=enrolment, progress=progress)
    return True


@transaction.atomic
def upgrade_enrolments(*, source: Edition, target: Edition, limit: int | None = None) -> int:
    """Move who still learns on an edition (or the first of them) to a newer one of the same course; returns how many
    people. Repeats safely.

    What they have done stays done; who has nothing left to do finishes. Finished courses stay as they were.
    """
    if source.course_id != target.course_id or source.number >= target.number:
        raise ValueError("learners move to a newer edition of their course")
    moved = list(source.enrolments.select_for_update().filter(finished_at=None).order_by("pk")[:limit])
    for enrolment in moved:
        enrolment.edition = target
        enrolment.save(update_fields=["edition"])
        mark_finished(enrolment=enrolment)
    return len(moved)
