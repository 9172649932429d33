"""A learner enrolled in a course whose quiz draws one question of each kind."""

import pytest
from django.http import QueryDict

from cms.access.policy import visible_to
from courses.quizzes import services
from courses.quizzes.bank import save_bank
from courses.quizzes.marking import model_answer
from courses.quizzes.models import Attempt
from courses.quizzes.queries import keys_of
from courses.quizzes.sampling import from_json
from courses.syllabus.queries import outline
from tests.courses.quizzes import questions
from tests.factories import EnrolmentFactory


@pytest.fixture
def enrolment(db):
    enrolment = EnrolmentFactory()
    save_bank(course=enrolment.edition.course, questions=questions.all_kinds())
    return enrolment


@pytest.fixture
def item(enrolment):
    """The quiz's place in the outline; `rules` changes its policy for a test."""
    return next(item for item in outline(enrolment.edition_id) if item.kind == "quiz")


@pytest.fixture
def rules(item):
    def change(**policy):
        item.policy = {**item.policy, **policy}
        item.save()

    return change


@pytest.fixture
def attempt(enrolment, item):
    return services.start(enrolment=enrolment, item=item)


@pytest.fixture
def learner(client, enrolment):
    client.force_login(enrolment.person)
    return client


def fields(attempt, answers):
    """The fields that a browser sends for answers by place, as `QueryDict`."""
    drawn = from_json(attempt.drawn)
    typed = QueryDict(mutable=True)
    for place, answer in answers.items():
        typed.appendlist("q", str(place))
        if isinstance(answer, dict):
            for option, value in answer.items():
                typed[f"q{place}-{option}"] = str(value)
        else:
            typed.setlist(f"q{place}", answer if isinstance(answer, list) else [answer])
    assert all(1 <= place <= len(drawn) for place in answers)
    return typed


def right_answers(attempt, places=None):
    """Right answers by place, for the places or for all."""
    drawn = from_json(attempt.drawn)
    keys = keys_of(drawn)
    every = {place: model_answer(q, keys[q.question]) for place, q in enumerate(drawn, start=1)}
    return {place: answer for place, answer in every.items() if places is None or place in places}


def own(attempt):
    """The attempts of the attempt's learner, as views find them."""
    return visible_to(attempt.enrolment.person, Attempt)


def save(attempt, answers):
    return services.save_answers(attempts=own(attempt), pk=attempt.pk, typed=fields(attempt, answers))


def submit(attempt, answers):
    return services.submit(attempts=own(attempt), pk=attempt.pk, typed=fields(attempt, answers))
