"""Learning beside the club: a finished course is worth stars."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.learning.models import Enrolment
from courses.learning.services import complete
from courses.quizzes.bank import save_bank
from courses.quizzes.models import Attempt
from courses.quizzes.services import start
from courses.signals import course_finished
from courses.syllabus.queries import outline
from gamification.bridges.courses import award_finished_course
from gamification.members.services import leave
from gamification.stars.models import StarEntry
from gamification.stars.services import freeze_due
from tests.courses.quizzes.conftest import right_answers, save
from tests.courses.quizzes.questions import all_kinds
from tests.factories import CohortFactory, EnrolmentFactory
from tests.gamification.factories import MemberFactory, SeasonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def season():
    return SeasonFactory()


def finish(person, **fields):
    enrolment = EnrolmentFactory(person=person, **fields)
    for item in outline(enrolment.edition_id):
        complete(enrolment=enrolment, item=item, evidence="read", by=person)
    return enrolment


def test_a_member_who_finishes_a_course_gets_its_stars_with_a_reason_and_a_link(season):
    member = MemberFactory()
    enrolment = finish(member.person, language="ky")
    entry = StarEntry.objects.get(member=member)
    course = enrolment.edition.course
    assert entry.cause == "course-finished"
    assert entry.title == course.titles["ky"]
    assert entry.path == f"/courses/{course.code}/"


def test_the_same_course_taken_again_gives_nothing_more(season):
    member = MemberFactory()
    first = finish(member.person)
    course = first.edition.course
    finish(member.person, edition=first.edition, cohort=CohortFactory(course=course, is_open=False))
    assert StarEntry.objects.count() == 1


def test_who_is_no_member_gets_none(season):
    finish(EnrolmentFactory().person)
    gone = leave(member=MemberFactory())
    finish(gone.person)
    assert not StarEntry.objects.exists()


def test_without_the_bridge_nothing_would_be_awarded(season):
    course_finished.disconnect(award_finished_course)
    try:
        finish(MemberFactory().person)
    finally:
        course_finished.connect(award_finished_course)
    assert not StarEntry.objects.exists()


# A quiz whose time ran out before the season did, while no worker was there


def left_open(member, deadline_at):
    """A course of which a quiz alone is missing, rightly answered in time and never sent."""
    enrolment = EnrolmentFactory(person=member.person)
    items = outline(enrolment.edition_id)
    for item in items:
        if item.kind != "quiz":
            complete(enrolment=enrolment, item=item, evidence="read", by=member.person, at=deadline_at - DAY)
    (quiz,) = [item for item in items if item.kind == "quiz"]
    save_bank(course=enrolment.edition.course, questions=all_kinds())
    attempt = start(enrolment=enrolment, item=quiz)
    save(attempt, right_answers(attempt))
    moments = {"started_at": deadline_at - DAY, "deadline_at": deadline_at}
    Attempt.objects.filter(pk=attempt.pk).update(**moments)
    return Attempt.objects.get(pk=attempt.pk)


@pytest.mark.parametrize("before", [timedelta(0), timedelta(hours=1)])
def test_a_course_finished_by_a_quiz_that_ran_out_with_the_season_brings_its_stars(before):
    cut_off_at = timezone.now() - 5 * DAY
    season = SeasonFactory(starts_at=cut_off_at - 90 * DAY, cut_off_at=cut_off_at)
    member = MemberFactory()
    attempt = left_open(member, cut_off_at - before - timedelta(microseconds=1))
    assert freeze_due() == [season]
    assert StarEntry.objects.get(member=member).season == season
    assert Enrolment.objects.get().finished_at == attempt.deadline_at


@pytest.mark.parametrize("member_at", [True, False])
def test_a_members_attempt_that_cannot_be_closed_keeps_the_season_open(member_at):
    cut_off_at = timezone.now() - 5 * DAY
    season = SeasonFactory(starts_at=cut_off_at - 90 * DAY, cut_off_at=cut_off_at)
    member = MemberFactory()
    attempt = left_open(member, cut_off_at - DAY)
    if not member_at:
        leave(member=member)
    Attempt.objects.filter(pk=attempt.pk).update(drawn=["no question"])
    assert freeze_due() == ([] if member_at else [season])
