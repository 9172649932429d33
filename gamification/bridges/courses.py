"""The one file that knows of courses: connected when they are installed, through their signals and their api alone."""

from typing import Any

from django.dispatch import receiver

from courses.signals import course_finished
from gamification.members.policies import membership
from gamification.stars.models import Cause
from gamification.stars.services import award


@receiver(course_finished)
def award_finished_course(enrolment: Any, **_facts: Any) -> None:
    """Stars for a member who has finished a course: once for each course, however often she takes it."""
    member = membership(enrolment.person)
    course = enrolment.edition.course
    if member:
        award(
            member=member,
            cause=Cause.COURSE_FINISHED,
            source=f"course:{course.pk}",
            title=course.title(enrolment.language),
            path=f"/courses/{course.code}/",
        )
