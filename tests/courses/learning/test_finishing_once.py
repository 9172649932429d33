import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.certificates.models import Certificate
from courses.learning.services import complete
from courses.syllabus.queries import outline
from tests.factories import EnrolmentFactory, make_outline, say_yes

EVIDENCE = {"lesson": "read", "quiz": "passed", "task": "self-reported"}


@pytest.fixture
def almost_finished(db):
    edition = make_outline()
    enrolment = EnrolmentFactory(cohort__course=edition.course, edition=edition)
    say_yes(enrolment.person)
    *before, last = outline(edition.pk)
    for item in before:
        complete(enrolment=enrolment, item=item, evidence=EVIDENCE[item.kind], by=enrolment.person)
    return enrolment, last


def test_the_last_item_locks_the_enrolment_once_and_evaluates_the_progress_once(almost_finished):
    enrolment, last = almost_finished

    with CaptureQueriesContext(connection) as captured:
        complete(enrolment=enrolment, item=last, evidence=EVIDENCE[last.kind], by=enrolment.person)

    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    locks = [sql for sql in reads if 'FROM "courses_enrolment"' in sql]
    evaluations = [s for s in reads if 'FROM "courses_completion"' in s and "MAX(" not in s and "LIMIT" not in s]
    assert (len(locks), len(evaluations)) == (1, 1)
    assert enrolment.finished_at
    assert Certificate.objects.filter(enrolment=enrolment).count() == 1
