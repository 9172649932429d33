import pytest
from django.db import transaction

from courses.assignments.services import review, save_draft, send
from courses.certificates.tasks import render as render_waiting
from courses.learning.services import enrol_in_open_cohort
from lms.notify.models import Message
from tests.factories import EnrolmentFactory, UserFactory, certified, make_outline
from tests.people import with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_outline(titles={"ru": "Первые шаги", "ky": "Алгачкы кадамдар"}).course


@pytest.mark.parametrize(
    ("language", "title"), [("ky", "Алгачкы кадамдар"), ("ru", "Первые шаги"), ("en", "Первые шаги")]
)
def test_joining_a_course_is_told_in_the_persons_language_with_the_way_back(course, language, title, post):
    person = UserFactory(language=language)
    enrol_in_open_cohort(person=person, course=course, language="ru")
    (message,) = post()
    assert message.to == [person.email]
    assert title in message.subject
    assert f"http://testserver/{language}/courses/{course.code}/" in message.body


def test_joining_twice_is_told_once(course, post):
    person = UserFactory()
    for _again in range(2):
        enrol_in_open_cohort(person=person, course=course, language="ru")
    assert len(post()) == 1


def test_nothing_is_told_of_a_fact_that_was_rolled_back(course, post):
    with transaction.atomic():
        enrol_in_open_cohort(person=UserFactory(), course=course, language="ru")
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.fixture
def trainer():
    person = UserFactory()
    with_role(person, "trainers")
    return person


def test_a_reviewed_task_is_told_with_the_way_to_it_and_without_what_was_said(post, trainer):
    edition = make_outline()
    edition.items.filter(slug="task-3").update(check_by="facilitator")
    enrolment = EnrolmentFactory(edition=edition, person=UserFactory(language="ky"))
    item = edition.items.get(slug="task-3")
    draft = save_draft(enrolment=enrolment, item=item, title="Ask", edit=0, text="I asked.").draft
    review(submission=send(draft=draft), by=trainer, accepted=False, comment="A private word")
    (message,) = post()
    assert f"http://testserver/ky/courses/{edition.course.code}/" in message.body
    assert "A private word" not in message.body


def test_a_certificate_is_told_once_its_file_is_ready(post):
    certificate = certified()
    assert post() == []
    render_waiting()
    (message,) = post()
    assert message.to == [certificate.enrolment.person.email]
    assert f"/certificates/{certificate.pk}/" in message.body or certificate.number in message.body
