import pytest
from django.db import transaction

from courses.learning.services import enrol_in_open_cohort
from lms.notify.models import Message
from tests.factories import UserFactory, make_outline

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
    (letter,) = post()
    assert letter.to == [person.email]
    assert title in letter.subject
    assert f"http://testserver/{language}/courses/{course.code}/" in letter.body


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
