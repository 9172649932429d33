"""Learning beside the club: a finished course is worth stars."""

import pytest

from courses.learning.services import complete
from courses.signals import course_finished
from courses.syllabus.queries import outline
from gamification.bridges.courses import award_finished_course
from gamification.members.services import leave
from gamification.stars.models import Cause, StarEntry
from tests.factories import CohortFactory, EnrolmentFactory
from tests.gamification.factories import MemberFactory, SeasonFactory

pytestmark = pytest.mark.django_db


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
    assert entry.cause == Cause.COURSE_FINISHED
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
