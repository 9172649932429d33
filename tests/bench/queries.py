"""How many queries each measured address costs, counted inside one process of the measured site."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench import MEASURED
from tests.bench.data import begin_quizzes, sign_in


def counts() -> dict[str, int]:
    """Queries by name, asked a second time, when the process is warm. The bare ones are what their views say."""
    person = sign_in(1)[0]
    quiz = begin_quizzes([person])[0]
    course = f"/ky/courses/{MEASURED}/"
    learner, member = _browser(person), _browser(sign_in(1, "clubwoman")[0])
    found = {
        "lesson": _count(learner.get, f"{course}words-we-use/"),
        "course": _count(learner.get, course),
        "dashboard": _count(learner.get, "/ky/my/"),
        "member": _count(member.get, "/ky/club/me/"),
        "catalogue_anonymous": _count(Client().get, "/ky/courses/"),
        "course_anonymous": _count(Client().get, course),
    }
    form = {"content_type": "application/x-www-form-urlencoded"}
    found["quiz_save"] = _count(lambda path: learner.post(path, quiz["body"], **form), quiz["path"])
    return {"ceiling": 3, **found}


def _browser(person: dict[str, Any]) -> Client:
    browser = Client(headers={"host": "localhost"})
    browser.cookies[settings.SESSION_COOKIE_NAME] = person["session"]
    browser.cookies[settings.CSRF_COOKIE_NAME] = person["token"]
    return browser


def _count(ask: Any, path: str) -> int:
    ask(path)
    with CaptureQueriesContext(connection) as queries:
        response = ask(path)
    if response.status_code not in (200, 302):
        raise RuntimeError(f"{path}: {response.status_code}")
    return len(queries)
