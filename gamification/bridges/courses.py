"""The one file that knows of courses: connected when they are installed, through their signals and their api alone."""

from typing import Any

from django.dispatch import receiver

from courses import api
from courses.signals import course_finished
from gamification.members.models import Member
from gamification.members.policies import membership
from gamification.signals import season_ending, season_freezing
from gamification.stars.models import Season
from gamification.stars.services import NotSettledError, award


@receiver(course_finished)
def award_finished_course(enrolment: Any, **_facts: Any) -> None:
    """Stars for a member who has finished a course: once for each course, however often she takes it."""
    member = membership(enrolment.person)
    course = enrolment.edition.course
    if member:
        award(
            member=member,
            cause="course-finished",
            source=f"course:{course.pk}",
            title=course.title(enrolment.language),
            path=f"/courses/{course.code}/",
            at=enrolment.finished_at,
        )


@receiver(season_ending)
def close_attempts(season: Season, **_facts: Any) -> None:
    """A quiz whose time ran out before the season did may finish a course, and counts at that time."""
    api.close_overdue_attempts()


@receiver(season_freezing)
def no_attempt_is_overdue(season: Season, **_facts: Any) -> None:
    """A member's attempt that cannot be closed keeps the season open."""
    members = Member.objects.filter(left_at=None).values("person")
    if api.has_overdue_attempts(members, season.starts_at, season.cut_off_at):
        raise NotSettledError("an attempt at a quiz is overdue and not closed")
