"""Certificates issued at once have numbers one after the other."""

import time
from threading import Event

import pytest
from django.db import transaction

from courses.certificates import services
from courses.certificates.models import Series
from tests.factories import EnrolmentFactory, finish, say_yes
from tests.gamification.mentors.racing import at_once, on_a_real_database, there

pytestmark = pytest.mark.django_db(transaction=True)


def finished(count):
    """So many who have finished and have no certificate yet."""
    made = [finish(EnrolmentFactory(person__confirmed=False)) for _ in range(count)]
    for enrolment in made:
        say_yes(enrolment.person)
    return made


@pytest.mark.parametrize("first_of_the_year", [True, False])
def test_who_issues_waits_for_the_number_that_is_being_given(tmp_path, first_of_the_year):
    one, other = finished(2)
    if first_of_the_year:
        Series.objects.all().delete()
    given = Event()

    def slow():
        with transaction.atomic():
            number = services.issue(enrolment=one).ordinal
            given.set()
            time.sleep(0.5)
        return number

    def quick():
        given.wait(10)
        return services.issue(enrolment=other).ordinal

    with on_a_real_database(tmp_path):
        assert at_once(slow, quick) == [1, 2]
        assert there(lambda: Series.objects.get().last) == 2


def test_many_at_once_leave_no_gap_and_no_number_twice(tmp_path):
    enrolments = finished(6)
    with on_a_real_database(tmp_path):
        found = at_once(*[lambda one=one: services.issue(enrolment=one).ordinal for one in enrolments])
    assert sorted(found) == [1, 2, 3, 4, 5, 6]
