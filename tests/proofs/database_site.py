"""The site's side of the proof of a lost database: people with a course to finish, and the check of what is stored."""

import time
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count

from courses.certificates.models import Certificate
from courses.learning.models import Completion, Enrolment
from lms.notify.models import Message
from tests.courses.catalogue.tree import publish
from tests.factories import make_outline, say_yes
from tests.proofs.quiz_site import session_of

LANGUAGES = ("ky", "kk", "ru", "en")


def prepare(count: int) -> list[dict[str, Any]]:
    """A published course of two lessons and a task, and so many people, signed in."""
    edition = make_outline(code=f"course-{time.time_ns()}", practice_percent=10)
    edition.items.filter(kind="quiz").delete()
    publish(edition, languages=("ru", "ky"))
    code = edition.course.code
    return [_person(number, code) for number in range(count)]


def _person(number: int, code: str) -> dict[str, Any]:
    language = LANGUAGES[number % 4]
    user = get_user_model().objects.create(
        email=f"{code}-{number}@example.org", first_name="Айгүл", last_name="Асанова", language=language
    )
    say_yes(user)
    at = f"/{language}/courses/{code}/"
    steps = [[f"{at}enrol/", ""], [f"{at}lesson-0/complete/", ""], [f"{at}lesson-1/complete/", ""]]
    note = f"note-of-{number}-" + "ө" * 50
    return {
        "person": user.pk,
        "language": language,
        "note": note,
        "steps": [*steps, [f"{at}task-3/complete/", f"note={note}"]],
        **session_of(user),
    }


def faults(people: list[int]) -> dict[str, int]:
    """What is missing of that which was acknowledged to all these people, and what is half there."""
    enrolments = Enrolment.objects.filter(person__in=people)
    told = {int(fact.split(":")[1]) for fact in _told("enrolled:")}
    issued = Certificate.objects.filter(enrolment__person__in=people)
    done = Completion.objects.filter(enrolment__person__in=people).values("enrolment").annotate(n=Count("activity"))
    return {
        "enrolment_missing": len(people) - enrolments.count(),
        "enrolment_without_letter": enrolments.exclude(pk__in=told).count(),
        "letter_without_enrolment": len(told - set(Enrolment.objects.values_list("pk", flat=True))),
        "completion_missing": len(people) - sum(row["n"] == 3 for row in done),
        "finished_without_certificate": enrolments.exclude(finished_at=None).exclude(certificates__in=issued).count(),
        "finish_missing": enrolments.filter(finished_at=None).count(),
    }


def _told(prefix: str) -> list[str]:
    return list(Message.objects.filter(fact__startswith=prefix).values_list("fact", flat=True))
