"""A large site: 200 courses, 20,000 learners, 2,000,000 completions (or a tenth), written in bulk.

Runs inside the site's own processes (`tests.proofs.child`), never in the bench itself.
"""

from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from courses.learning.models import Cohort, Completion, Enrolment
from courses.syllabus.models import Course, Edition, EditionItem
from tests.bench import MEASURED

COURSES_EACH = 5
ITEMS = 20


def add_courses(count: int) -> int:
    """Courses of 20 items with pages in the source language; returns how many courses there are then."""
    from wagtail.models import Locale, Page

    from courses.pages.models import CoursePage, LessonPage, ModulePage, TaskPage

    locale = Locale.objects.get(language_code="ru")
    home = Page.objects.get(depth=2, locale=locale)
    for n in range(Course.objects.count(), count):
        page = home.add_child(
            instance=CoursePage(
                title=f"Курс {n}", slug=f"course-{n}", summary="Короткое описание курса.", hours=6, locale=locale
            )
        )
        for m in range(4):
            module = page.add_child(instance=ModulePage(title=f"Модуль {m}", slug=f"m{m}", locale=locale))
            for i in range(ITEMS // 4):
                kind, minutes = (TaskPage, 60) if i == 0 else (LessonPage, 8)
                module.add_child(
                    instance=kind(
                        title=f"Тема {m}.{i}",
                        slug=f"t{m}-{i}",
                        minutes=minutes,
                        locale=locale,
                        body=[("text", "<p>Текст.</p>")],
                    )
                )
        page.save_revision().publish()
    return Course.objects.count()


def add_people(count: int) -> list[int]:
    """Learners up to a number, each in five courses with all twenty items done in each; returns their ids' range."""
    User = get_user_model()
    present = User.objects.filter(email__startswith="bench").count()
    new = (
        User(email=f"bench{n}@example.org", last_name="Асанова", first_name="Айгүл", password="!")
        for n in range(present, count)
    )
    while chunk := list(islice(new, 5000)):
        User.objects.bulk_create(chunk)
    people = list(User.objects.filter(email__startswith="bench").order_by("pk").values_list("pk", flat=True))
    _enrol(people[present:])
    return [people[0], people[-1]]


def _enrol(people: list[int]) -> None:
    editions = _newest_editions()
    measured = next(pk for pk, code in editions if code == MEASURED)
    others = [pk for pk, code in editions if code != MEASURED]
    cohorts = {
        e.pk: Cohort.objects.get_or_create(course=e.course, is_open=True)[0].pk
        for e in Edition.objects.select_related("course")
    }
    now = timezone.now()
    for begin in range(0, len(people), 2000):
        rows = [
            Enrolment(person_id=person, cohort_id=cohorts[edition], edition_id=edition, language="ky", enrolled_at=now)
            for person in people[begin : begin + 2000]
            for edition in [measured, *(others[(person * 7 + k) % len(others)] for k in range(COURSES_EACH - 1))]
        ]
        Enrolment.objects.bulk_create(rows, batch_size=5000)
    _complete(people)


def _newest_editions() -> list[tuple[int, str]]:
    return list(Edition.objects.order_by("course", "-number").distinct("course").values_list("pk", "course__code"))


def _complete(people: list[int]) -> None:
    """Twenty completions an enrolment, written by the database itself."""
    statement = f"""
        INSERT INTO {Completion._meta.db_table}
            (enrolment_id, activity_id, revision, counts, evidence, minutes, note, completed_at, recorded_by_id)
        SELECT e.id, i.activity_id, 1, true, 'read', i.minutes, '', now() - interval '1 day', e.person_id
        FROM {Enrolment._meta.db_table} e
        JOIN {EditionItem._meta.db_table} i ON i.edition_id = e.edition_id AND i.position <= %s
        WHERE e.person_id >= %s AND e.person_id <= %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [ITEMS, people[0], people[-1]])


def analyse() -> int:
    """Let PostgreSQL count, so that both sizes are planned with true figures; returns the completions there are."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Completion.objects.count()


def sign_in(count: int, who: str = "bench") -> list[dict[str, Any]]:
    """Sessions of some learners (or of who has such an e-mail) spread over all: cookie and token of forms."""
    User = get_user_model()
    everybody = User.objects.filter(email__startswith=who).order_by("pk")
    step = max(everybody.count() // count, 1)
    return [_session(user) for user in everybody[::step][:count]]


def _session(user: Any) -> dict[str, Any]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.set_expiry(timedelta(days=1))
    session.create()
    return {"person": user.pk, "session": session.session_key, "token": _get_new_csrf_string()}


def begin_quizzes(people: list[dict[str, Any]]) -> list[dict[str, str]]:
    """An open attempt for each person at the measured course's first quiz: the address and what her form sends."""
    from courses.quizzes.services import start
    from courses.syllabus.queries import outline

    enrolments = Enrolment.objects.filter(cohort__course__code=MEASURED)
    saved = []
    for person in people:
        enrolment = enrolments.get(person=person["person"])
        quiz = next(item for item in outline(enrolment.edition_id) if item.kind == "quiz")
        attempt = start(enrolment=enrolment, item=quiz)
        saved.append({"path": f"/ky/attempts/{attempt.pk}/", "body": _answers(attempt, person["token"])})
    return saved


def _answers(attempt: Any, token: str) -> str:
    """What a browser sends when one answer is saved: the first option of the first question that has options."""
    place, drawn = next((n, q) for n, q in enumerate(attempt.drawn, start=1) if q.get("options"))
    option = drawn["options"][0]
    chosen = option["id"] if isinstance(option, dict) else option[0]
    return urlencode({"csrfmiddlewaretoken": token, "q": place, f"q{place}": chosen})


def add_trivial_page() -> str:
    """A page that Wagtail serves itself, at /trivial/."""
    from wagtail.models import Page, Site

    from cms.pages.models import HomePage

    root = Site.objects.get(is_default_site=True).root_page.specific
    if not Page.objects.filter(slug="trivial", depth=3).exists():
        root.add_child(instance=HomePage(title="Trivial", slug="trivial", locale=root.locale))
    return "/trivial/"
