"""Changes of what a course consists of."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from courses import signals
from courses.syllabus.models import Activity, Course, Edition, EditionItem
from courses.syllabus.outline import Outline, OutlineItem, faults


@transaction.atomic
def publish_edition(*, course: Course, outline: Outline, by: Any) -> Edition | None:
    """Make the next edition; None when the newest has the same outline.

    Raises ValidationError with a sentence for each thing that is missing, and changes nothing then.
    """
    Course.objects.select_for_update().get(pk=course.pk)
    if found := faults(outline):
        raise ValidationError(found)
    newest = course.editions.order_by("-number").first()
    if newest and newest.digest == outline.digest():
        return None
    edition = Edition.objects.create(
        course=course,
        number=newest.number + 1 if newest else 1,
        digest=outline.digest(),
        hours_promised=outline.hours,
        minutes_per_hour=outline.minutes_per_hour,
        practice_percent=outline.practice_percent,
        minutes_theory=outline.minutes_theory,
        minutes_practice=outline.minutes_practice,
        published_by=by,
    )
    EditionItem.objects.bulk_create(
        _item(edition, position, item) for position, item in enumerate(outline.items, start=1)
    )
    signals.edition_published.send(Edition, edition=edition)
    return edition


def _item(edition: Edition, position: int, item: OutlineItem) -> EditionItem:
    return EditionItem(
        edition=edition,
        activity=_activity(edition.course, item),
        position=position,
        module_key=item.module_key,
        slug=item.slug,
        kind=item.kind,
        minutes=item.minutes,
        practice=item.practice,
        required=item.required,
        check_by=item.check_by,
        policy=dict(item.policy),
    )


def _activity(course: Course, item: OutlineItem) -> Activity:
    activity, _new = Activity.objects.get_or_create(key=item.key, defaults={"course": course, "kind": item.kind})
    if activity.course_id != course.pk:
        raise ValidationError(f"{item.slug}: {item.key} belongs to another course")
    return activity


@transaction.atomic
def save_course(*, key: UUID, language: str, title: str, facts: Mapping[str, Any]) -> Course:
    """Take over what a page says of its course; the first language saved is the source.

    A translation brings its title alone, the source the facts too (code, hours promised, rules of the certificate).
    """
    course, new = Course.objects.select_for_update().get_or_create(
        key=key, defaults={"source_language": language, "titles": {language: title}, **facts}
    )
    if new:
        return course
    changes: dict[str, Any] = {"titles": course.titles | {language: title}}
    if language == course.source_language:
        changes |= facts
    Course.objects.filter(pk=course.pk).update(**changes)
    course.refresh_from_db()
    return course
