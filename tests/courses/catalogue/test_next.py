"""What *Continue* does with an attempt, with a wait, with used-up attempts."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from courses.learning.services import complete
from courses.quizzes.models import Attempt
from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, make_outline

pytestmark = pytest.mark.django_db
RULES = {"draw": {"basics": 1}, "wait_minutes": 60, "attempts": 2}


@pytest.fixture(params=["self", "facilitator"])
def enrolment(request):
    """With both kinds of task: what is under way is asked in one query or in a union of two."""
    edition = make_outline()
    edition.items.filter(kind="quiz").update(policy=RULES)
    edition.items.filter(kind="task").update(check_by=request.param)
    enrolment = EnrolmentFactory(edition=publish(edition))
    for item in edition.items.filter(kind="lesson"):
        complete(enrolment=enrolment, item=item, evidence="read", by=enrolment.person)
    return enrolment


@pytest.fixture
def leads_to(client, enrolment):
    client.force_login(enrolment.person)
    return lambda: client.get(f"/ky/courses/{enrolment.edition.course.code}/continue/")["Location"]


def attempt(enrolment, number=1, **more):
    quiz = enrolment.edition.items.get(kind="quiz")
    return Attempt.objects.create(
        enrolment=enrolment, activity=quiz.activity, number=number, pass_percent=70, drawn=[], **more
    )


def failed(enrolment, number, ago):
    return attempt(
        enrolment, number, state="submitted", submitted_at=timezone.now() - ago, score=10, passed=False, right=[]
    )


def test_an_open_attempt_comes_first(enrolment, leads_to):
    begun = attempt(enrolment)
    assert leads_to() == f"/ky/attempts/{begun.pk}/"


def test_a_quiz_that_must_wait_is_passed_by_and_the_course_says_until_when(enrolment, leads_to, client):
    failed(enrolment, 1, timedelta(minutes=5))
    assert leads_to().endswith("/task-3/")
    html = client.get(f"/ru/courses/{enrolment.edition.course.code}/").content.decode()
    reasons = html[html.index('class="reasons"') :]
    assert reasons.index("Quiz 2 ru") < reasons.index("Task 3 ru")


def test_after_the_wait_the_quiz_is_next_again(enrolment, leads_to):
    failed(enrolment, 1, timedelta(hours=2))
    assert leads_to().endswith("/quiz-2/")


def test_a_quiz_whose_attempts_are_used_up_is_passed_by(enrolment, leads_to):
    failed(enrolment, 1, timedelta(days=2))
    failed(enrolment, 2, timedelta(days=1))
    assert leads_to().endswith("/task-3/")


def test_the_course_page_asks_at_most_four_queries_with_all_of_it(enrolment, client, django_assert_max_num_queries):
    attempt(enrolment)
    client.force_login(enrolment.person)
    path = f"/ru/courses/{enrolment.edition.course.code}/"
    with override_settings(CONTENT_CACHE=True):
        client.get(path)
        with django_assert_max_num_queries(4):
            client.get(path)
