"""What a certificate would say of an enrolment, and what stands against issuing it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.pdf.fonts import normalize_text, unprintable_characters
from cms.pdf.validators import describe_characters
from courses.conf import setting
from courses.learning.models import Enrolment
from courses.learning.progress import Progress, add_months
from courses.people.names import faults_of, tidy_name
from courses.syllabus.models import Course

LONGEST = {"holder": 200, "order_number": 60, "title": 300}  # letters that still fit on the page


def holder_name(enrolment: Enrolment) -> str:
    """The name as it would be printed; empty where the person has given none."""
    return printed_name(enrolment.person)


def printed_name(person: Any) -> str:
    """The person's name as it would be printed; empty where they have given none."""
    return tidy_name(person.get_full_name())


def certificate_fields(enrolment: Enrolment, progress: Progress, on: date) -> dict[str, Any]:
    """The fields of a certificate issued on a day."""
    course = enrolment.cohort.course
    months = course.valid_months
    return {
        "holder": holder_name(enrolment),
        "course_code": course.code,
        "titles": {language: normalize_text(course.title(language)) for language in printed_languages(course)},
        "edition_number": enrolment.edition.number,
        "minutes_theory": progress.minutes_theory,
        "minutes_practice": progress.minutes_practice,
        "minutes_by_evidence": dict(sorted(progress.by_evidence.items())),
        "minutes_per_hour": enrolment.edition.minutes_per_hour,
        "languages": printed_languages(course),
        "valid_until_on": add_months(on, months) if months else None,
    }


def printed_languages(course: Course) -> list[str]:
    """The one or two languages in which the course's certificates are printed."""
    return course.certificate_languages[:2] or [course.source_language]


def issuer_names_in(languages: list[str]) -> dict[str, str]:
    """The issuer's name in each language in which a certificate is printed today."""
    return {code: translation_in(setting("ISSUER_NAME"), code) or settings.WAGTAIL_SITE_NAME for code in languages}


def translation_in(texts: dict[str, str], language: str) -> str:
    """The text in the language, else in the first there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def ineligibility_reasons(enrolment: Enrolment, progress: Progress, order_number: str = "") -> list[ValidationError]:
    """What stands against issuing with this progress, as sentences with a code each; empty when nothing does."""
    course = enrolment.cohort.course
    reasons = [*_progress_errors(progress), *name_errors(holder_name(enrolment))]
    if course.issue == course.Issue.ORDER and not order_number:
        reasons.append(ValidationError(_("This course's certificates are issued by order."), code="order"))
    for language in printed_languages(course):
        reasons += text_errors(_("course title"), course.title(language), "title")
    return [*reasons, *text_errors(_("order number"), order_number, "order_number", required=False)]


def _progress_errors(progress: Progress) -> list[ValidationError]:
    if progress.finished:
        return []
    message = _("The course is not finished: %(percent)s %% is done.")
    return [ValidationError(message, "finish", {"percent": progress.percent})]


def text_errors(what: Any, text: str, field: str, *, required: bool = True) -> list[ValidationError]:
    """What stands against printing a text: missing, too long, or with letters that the font does not have."""
    if required and not normalize_text(text):
        return [ValidationError(_("The %(what)s is missing."), f"{field}-missing", {"what": what})]
    if len(normalize_text(text)) > LONGEST[field]:
        message = _("The %(what)s is longer than %(limit)s letters.")
        return [ValidationError(message, f"{field}-long", {"what": what, "limit": LONGEST[field]})]
    if bad := unprintable_characters(normalize_text(text)):
        return [_unprintable(what, bad, field)]
    return []


def name_errors(name: str) -> list[ValidationError]:
    """What stands against printing a name: as of any text, and letters that no name has."""
    return text_errors(_("name"), name, "holder") or [
        ValidationError(fault.message, f"holder-{fault.code}", fault.params) for fault in faults_of(name)
    ]


def _unprintable(what: Any, bad: str, field: str) -> ValidationError:
    message = _("The %(what)s has letters that cannot be printed: %(letters)s. Please write it without them.")
    return ValidationError(message, f"{field}-letters", {"what": what, "letters": describe_characters(bad)})
