"""The site's side of pages that no visit alone brings about: what is damaged, private, void or in work.

Made once: a demo that runs already may be visited again.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.jobs.models import Job
from courses.certificates.models import Certificate
from courses.learning.models import Enrolment
from courses.learning.services import enrol_in_open_cohort
from courses.pages.models import CoursePage, LessonPage, ModulePage, TaskPage
from courses.quizzes import services
from courses.quizzes.models import AnswerKey, Attempt
from courses.syllabus.models import Course, EditionItem
from tests.courses.pages.trees import BODY, add, republish
from tests.factories import finish, say_yes
from tests.without_triggers import lifted

COURSE, QUIZ, PRIVATE = "equality-first-steps", "basics-check", "for-one-office"
LEARNER, ADMINISTRATOR = "learner@example.org", "admin@example.org"
WRITTEN_OVER = "UPDATE courses_certificate SET holder = 'Башка Киши' WHERE number = %s"


def make() -> dict[str, str]:
    """What stands in the addresses of tests.browser.pages."""
    private_course()
    certificate = certified("paper@example.org")
    return {
        "damaged": damaged("damaged@example.org").number,
        "paper": f"{certificate.number}/?s={certificate.salt}",
        "private": PRIVATE,
        "void": str(void_attempt().pk),
        "work": str(job_at_work().pk),
        "file": str(finished_job().pk),
    }


def enrolled(email: str) -> Enrolment:
    """A person of the demo's course."""
    names = {"first_name": "Айнагүл", "last_name": "Өмүрзакова"}
    person, _new = get_user_model().objects.get_or_create(email=email, defaults=names)
    say_yes(person)
    return enrol_in_open_cohort(person=person, course=Course.objects.get(code=COURSE), language="ky")


def certified(email: str) -> Certificate:
    """Everything done, and the certificate of it."""
    enrolment = enrolled(email)
    return enrolment.certificates.first() or finish(enrolment).certificates.get()


def damaged(email: str) -> Certificate:
    """A line of the register that somebody has changed past the triggers."""
    certificate = certified(email)
    with lifted(), connection.cursor() as cursor:
        cursor.execute(WRITTEN_OVER, [certificate.number])
    return certificate


def private_course() -> None:
    """A course for a group in which nobody is."""
    home = Page.objects.get(depth=2, locale__language_code="ky")
    if home.get_children().filter(slug=PRIVATE).exists():
        return
    page = CoursePage(title="Бир мекеме үчүн", slug=PRIVATE, hours=1, practice_percent=60, locale=home.locale)
    module = add(add(home, page, publish=False), ModulePage(title="Бөлүм", slug="module", locale=home.locale))
    add(module, LessonPage(title="Сабак", slug="lesson", minutes=20, body=BODY, locale=home.locale))
    add(module, TaskPage(title="Тапшырма", slug="task", minutes=40, body=BODY, locale=home.locale))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set([Group.objects.get_or_create(name="Бир мекеме")[0]])
    republish(page)


@transaction.atomic
def void_attempt() -> Attempt:
    """An attempt of the learner's that was sent while the quiz had lost its keys, which it has again."""
    enrolment = enrolled(LEARNER)
    if found := enrolment.attempts.filter(state=Attempt.State.VOID).first():
        return found
    item = EditionItem.objects.get(edition=enrolment.edition, slug=QUIZ)
    attempt, keys = services.start(enrolment=enrolment, item=item), list(AnswerKey.objects.all())
    AnswerKey.objects.all().delete()
    services.submit(attempts=Attempt.objects.all(), pk=attempt.pk, typed=QueryDict())
    AnswerKey.objects.bulk_create(keys)
    return attempt


def job_at_work() -> Job:
    """A job of the administrator's that a worker seems to have for long."""
    until = timezone.now() + timedelta(days=1)
    return _job("at-work", done=40, lease_token=uuid4(), lease_expires_at=until)


def finished_job() -> Job:
    """One that has made a file."""
    file = {"file_path": "jobs/none.xlsx", "file_name": "certificates-2026-11-26.xlsx"}
    return _job("finished", done=100, finished_at=timezone.now(), final_state=Job.State.DONE, **file)


def _job(key: str, **state: Any) -> Job:
    requested_by = get_user_model().objects.get(email=ADMINISTRATOR)
    words = {"kind": "reports.register", "arguments": {"query": ""}, "language": "ky", "total": 100}
    made, _new = Job.objects.update_or_create(requested_by=requested_by, key=key, defaults=words | state)
    return made
