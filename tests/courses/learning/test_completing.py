import pytest

from courses import signals
from courses.learning.queries import progress_of
from courses.learning.services import complete, take_back
from courses.syllabus.queries import outline
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


def complete_all(enrolment):
    evidence = {"lesson": "read", "quiz": "passed", "task": "self-reported"}
    for item in outline(enrolment.edition_id):
        complete(enrolment=enrolment, item=item, evidence=evidence[item.kind], by=enrolment.person)


def test_completing_twice_records_once(enrolment):
    item = outline(enrolment.edition_id)[0]
    first = complete(enrolment=enrolment, item=item, evidence="read", by=enrolment.person)
    assert complete(enrolment=enrolment, item=item, evidence="read", by=enrolment.person) == first
    assert enrolment.completions.count() == 1


def test_the_last_required_item_finishes_the_course_once(enrolment):
    heard = []
    signals.course_finished.connect(lambda **facts: heard.append(facts["enrolment"]), weak=False)
    complete_all(enrolment)
    complete_all(enrolment)
    assert heard == [enrolment]
    assert enrolment.finished_at


def test_what_is_taken_back_is_missing_again_and_stays_on_record(enrolment):
    complete_all(enrolment)
    item = outline(enrolment.edition_id)[0]
    take_back(enrolment=enrolment, item=item, by=enrolment.person)
    assert progress_of(enrolment).next.slug == item.slug
    assert enrolment.completions.filter(activity=item.activity).count() == 2
