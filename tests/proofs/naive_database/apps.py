import time
from typing import Any

from django.apps import AppConfig


class NaiveDatabaseConfig(AppConfig):
    """Puts the naive ways in the place of ours."""

    name = "tests.proofs.naive_database"
    label = "naive_database"

    def ready(self) -> None:
        """Views find services by name, and Django its error page, so the naive ones are found from now on."""
        from courses.pages.views import course
        from lms import urls

        course.enrol_in_open_cohort = enrol
        urls.handler500 = "django.views.defaults.server_error"


def enrol(*, person: Any, course: Any, language: str) -> Any:
    """Store the enrolment, and what follows from it afterwards, with the pause of a busy machine between."""
    from courses import signals
    from courses.learning.models import Cohort, Enrolment

    cohort, _ = Cohort.objects.get_or_create(course=course, is_open=True)
    edition = course.editions.order_by("-number")[:1].get()
    enrolment, new = Enrolment.objects.get_or_create(
        person=person, cohort=cohort, defaults={"edition": edition, "language": language}
    )
    time.sleep(0.5)
    if new:
        signals.enrolled.send(Enrolment, enrolment=enrolment)
    return enrolment
