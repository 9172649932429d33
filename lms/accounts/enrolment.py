"""Enrolment of people who come from a course to sign in or up."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from courses.learning.services import enrol_in_open_cohort
from courses.syllabus.models import Course, Edition
from lms.accounts.models import User


def enrol_from_address(*, person: User, address: str) -> None:
    """Enrol the person if the address is that of *Continue* in a course. Repeats safely."""
    path = urlsplit(address).path
    language = get_language_from_path(path) or person.language
    course = Course.objects.filter(code=_code(path, language)).first()
    if course is None:
        return
    try:
        enrol_in_open_cohort(person=person, course=course, language=language)
    except Edition.DoesNotExist:
        return  # never published: the page itself will say that there is no such course


def _code(path: str, language: str) -> str | None:
    """Return the course code of a *Continue* address, or None. Addresses resolve in their own language only."""
    try:
        with override(language):
            match = resolve(path)
    except Resolver404:
        return None
    return match.kwargs["code"] if match.url_name == "continue" else None
