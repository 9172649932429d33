"""The site's side of the proof of the broker: people, the way through a course, and what must be there afterwards."""

import time
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import override

from courses.certificates.models import Certificate
from courses.certificates.tasks import render
from courses.syllabus.models import Course, EditionItem
from courses.syllabus.queries import outline
from tests.factories import say_yes
from tests.proofs.quiz_site import session_of


def make_easy() -> int:
    """Let one right answer pass, each tick her own tasks and certificates come by themselves: what is measured is
    the way, not the knowledge.
    """
    Course.objects.update(issue="automatic")
    EditionItem.objects.filter(kind="task").update(check_by="self")
    quizzes = EditionItem.objects.filter(kind="quiz")
    for quiz in quizzes:
        quiz.policy = {**quiz.policy, "pass_percent": 1, "wait_minutes": 0, "attempts": 0}
        quiz.save()
    return len(quizzes)


def people(count: int) -> list[dict[str, Any]]:
    """Signed in, with the addresses of everything that is to be done in the course."""
    course = Course.objects.get()
    stamp = time.time_ns()
    with override("ky"):
        way = _way(course)
        made = [
            get_user_model().objects.create(email=f"{stamp}-{n}@example.org", last_name="Асанова", language="ky")
            for n in range(count)
        ]
        for person in made:
            say_yes(person)
        return [{**way, "person": person.pk, **session_of(person)} for person in made]


def _way(course: Course) -> dict[str, Any]:
    steps = [
        (item.kind, reverse("start-quiz" if item.kind == "quiz" else "complete", args=[course.code, item.slug]))
        for item in outline(course.editions.latest("number").pk)
        if item.required
    ]
    return {"enrol": reverse("enrol", args=[course.code]), "steps": steps}


def certificates_of(people: list[int]) -> list[str]:
    """The addresses of the files of these people's certificates, as far as they were issued."""
    with override("ky"):
        found = {c.enrolment.person_id: c.pk for c in Certificate.objects.select_related("enrolment")}
        return [reverse("certificate-file", args=[found[person]]) for person in people if person in found]


def waiting() -> int:
    """How many certificates have no file yet."""
    return Certificate.objects.filter(file=None).count()


def publish() -> bool:
    """What a request must never do: talk to the broker."""
    render.delay()
    return True
