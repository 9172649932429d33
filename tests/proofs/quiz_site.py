"""The site's side of the proof of attempts: learners and a quiz, deadlines, and the check of what is stored."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone

from courses.learning.models import Cohort, Completion, Enrolment
from courses.quizzes import services
from courses.quizzes.answer_parsing import parse_answers
from courses.quizzes.bank import save_bank
from courses.quizzes.marking import is_right, score_percent
from courses.quizzes.models import Answer, Attempt
from courses.quizzes.queries import keys_of
from courses.quizzes.sampling import from_json
from courses.syllabus.models import EditionItem
from tests.courses.quizzes import questions
from tests.factories import make_outline

RULES = {
    "limited": {"attempts": 2},
    "waiting": {"wait_minutes": 60},
    "timed": {"time_limit_minutes": 60, "wait_minutes": 60},
}


def prepare(groups: dict[str, int]) -> list[dict[str, Any]]:
    """A course for each group, and its learners, signed in."""
    return [learner for group, count in groups.items() for learner in _group(group, count)]


def _group(group: str, count: int) -> Iterator[dict[str, Any]]:
    edition = make_outline(code=f"{group}-{time.time_ns()}")
    save_bank(course=edition.course, questions=questions.all_kinds())
    item = EditionItem.objects.get(edition=edition, kind="quiz")
    item.policy = {"draw": {"basics": 7}, "pass_percent": 20, **RULES[group]}
    item.save()
    cohort = Cohort.objects.create(course=edition.course)
    for number in range(count):
        user = get_user_model().objects.create(email=f"{edition.course.code}-{number}@example.org")
        enrolment = Enrolment.objects.create(person=user, cohort=cohort, edition=edition, language="ky")
        start = reverse("start-quiz", args=[edition.course.code, item.slug])
        yield {"group": group, "enrolment": enrolment.pk, "start": start, **session_of(user)}


def session_of(user: Any) -> dict[str, str]:
    """A session and a token, as cookies carry them."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "cms.access.backends.RuleBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {"session": str(session.session_key), "token": _get_new_csrf_string()}


def shorten(enrolments: list[int]) -> list[float]:
    """Let the time of open attempts run out one after the other from soon on; when each does."""
    deadlines = []
    for place, enrolment in enumerate(enrolments):
        deadline = timezone.now() + timedelta(seconds=4 + 0.5 * place)
        Attempt.objects.filter(enrolment=enrolment, state="open").update(deadline_at=deadline)
        deadlines.append(deadline.timestamp())
    return deadlines


def close_again_and_again(until: float) -> int:
    """Close what ran out, over and over, beside the worker that does the same."""
    closed = 0
    while time.time() < until:
        closed += services.close_overdue()
        time.sleep(0.05)
    return closed


def faults(path: str) -> int:
    """How many things are not as they must be; each is printed to stderr's log by its words."""
    found = [fault for log in json.loads(Path(path).read_text()) for fault in _faults_of(log)]
    for fault in found[:20]:
        print(fault)
    return len(found)


def _faults_of(log: dict[str, Any]) -> Iterator[str]:
    attempts = list(Attempt.objects.filter(enrolment=log["enrolment"]).order_by("number"))
    who = f"{log['group']} {log['enrolment']}"
    if [attempt.number for attempt in attempts] != list(range(1, len(log["rounds"]) + 1)):
        yield f"{who}: attempts {[attempt.number for attempt in attempts]} in {len(log['rounds'])} rounds"
    if any("/attempts/" in location for location in log["refused"]):
        yield f"{who}: began beyond the limit"
    for attempt, round_log in zip(attempts, log["rounds"], strict=False):
        for fault in _faults_in(attempt, round_log):
            yield f"{who} № {attempt.number}: {fault}"
    yield from (f"{who}: {fault}" for fault in _completions(log, attempts))


def _faults_in(attempt: Attempt, log: dict[str, Any]) -> Iterator[str]:
    if len(set(log["starts"])) != 1 or str(attempt.pk) not in log["starts"][0]:
        yield f"parallel starts led to {len(set(log['starts']))} places"
    if attempt.state != ("expired" if attempt.deadline_at else "submitted"):
        yield f"is {attempt.state}"
        return
    answers = list(Answer.objects.filter(attempt=attempt))
    if any(answer.saved_at > attempt.submitted_at for answer in answers):
        yield "an answer was changed after submission"
    if _marked(attempt, answers) != (attempt.right, attempt.score):
        yield "the result is not that of the stored answers"
    yield from _too_late(attempt, log)
    yield from _lost(attempt, answers, log["saves"])
    strange = {each["status"] for each in log["saves"]} - {204, 409} | {e["status"] for e in log["submits"]} - {302}
    if strange:
        yield f"answered {strange}"


def _marked(attempt: Attempt, answers: list[Answer]) -> tuple[list[int], int]:
    drawn = from_json(attempt.drawn)
    keys, given = keys_of(drawn), {answer.position: answer.given for answer in answers}
    right = [n for n, q in enumerate(drawn, start=1) if is_right(q, given.get(n), keys[q.question])]
    return right, score_percent(len(right), len(drawn))


def _too_late(attempt: Attempt, log: dict[str, Any]) -> Iterator[str]:
    """A save sent after the attempt was seen closed must be refused; one answered before it was closed, kept."""
    closed = min([each["done"] for each in log["submits"]], default=0.0)
    ended = attempt.deadline_at.timestamp() if attempt.deadline_at else closed
    if any(save["status"] == 204 and save["sent"] > min(closed, ended) for save in log["saves"]):
        yield "a late save was accepted"
    if any(save["status"] == 409 and save["done"] < attempt.submitted_at.timestamp() for save in log["saves"]):
        yield "a save in time was refused"


def _lost(attempt: Attempt, answers: list[Answer], saves: list[dict[str, Any]]) -> Iterator[str]:
    """What is stored is the last accepted save of each place, or one that was under way at the same time."""
    drawn = from_json(attempt.drawn)
    accepted: dict[int, list[tuple[float, float, Any]]] = {}
    for save in saves:
        if save["status"] == 204:
            for place, given in parse_answers(drawn, QueryDict(save["body"])).items():
                accepted.setdefault(place, []).append((save["sent"], save["done"], given))
    stored = {answer.position: answer.given for answer in answers}
    if stored.keys() != accepted.keys():
        yield "accepted answers are missing"
    for place, sent in accepted.items():
        last = max(each[0] for each in sent)
        if stored.get(place) not in [given for _sent, done, given in sent if done >= last]:
            yield f"an older answer stands at {place}"


def _completions(log: dict[str, Any], attempts: list[Attempt]) -> Iterator[str]:
    scores = [attempt.score for attempt in attempts if attempt.passed]
    found = Completion.objects.filter(enrolment=log["enrolment"]).order_by("revision")
    best = [score for n, score in enumerate(scores) if score > max(scores[:n], default=-1)]
    if [completion.score for completion in found] != best:
        yield f"completions {[completion.score for completion in found]} for {scores}"
