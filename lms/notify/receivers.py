"""Facts of learning that a person is told by mail. Receivers write rows and nothing else."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from cms.access.backends import RuleBackend
from courses import signals
from courses.learning.models import Enrolment
from lms.accounts.signals import account_closed
from lms.notify.models import Message
from lms.notify.services import tell


def absolute(name: str, **parts: Any) -> str:
    """The whole address of a page, in the language that is active."""
    return settings.SITE_ORIGIN + reverse(name, kwargs=parts)


def _course(enrolment: Enrolment) -> dict[str, Any]:
    course = enrolment.edition.course
    return {"course": course, "course_url": absolute("course", code=course.code)}


@receiver(signals.enrolled)
def tell_enrolled(enrolment: Enrolment, **_facts: Any) -> None:
    """Where the course is and how to go on."""
    tell(
        fact=f"enrolled:{enrolment.pk}",
        person=enrolment.person,
        template="notify/enrolled.txt",
        context=lambda: _course(enrolment),
    )


@receiver(signals.submission_reviewed)
def tell_reviewed(review: Any, **_facts: Any) -> None:
    """The work was accepted or returned. What it says of the work is read on the site only."""
    enrolment = review.submission.enrolment
    tell(
        fact=f"reviewed:{review.pk}",
        person=enrolment.person,
        template="notify/reviewed.txt",
        context=lambda: {"accepted": review.accepted, **_course(enrolment)},
    )


@receiver(signals.certificate_ready)
def tell_certificate_ready(certificate: Any, **_facts: Any) -> None:
    """The certificate waits on a page of its holder; nothing of it goes by mail."""
    enrolment = certificate.enrolment
    tell(
        fact=f"certificate:{certificate.pk}",
        person=enrolment.person,
        template="notify/certificate_ready.txt",
        context=lambda: {"certificate_url": absolute("certificate", pk=certificate.pk), **_course(enrolment)},
    )


@receiver(signals.correction_requested)
def tell_correction_requested(request: Any, **_facts: Any) -> None:
    """Everybody who may correct certificates; what is wrong is read in the editor only."""
    readers = RuleBackend().with_perm("courses.correct_certificate")
    for reader in readers:
        tell(
            fact=f"correction:{request.pk}",
            person=reader,
            template="notify/correction_requested.txt",
            context=lambda: {"request": request, "page_url": absolute("register-request", pk=request.pk)},
        )


@receiver(signals.correction_settled)
def tell_correction_settled(request: Any, certificate: Any, **_facts: Any) -> None:
    """The holder: the corrected certificate, or why there is none."""
    page = certificate or request.certificate
    tell(
        fact=f"correction-settled:{request.pk}",
        person=request.certificate.enrolment.person,
        template="notify/correction_settled.txt",
        context=lambda: {"request": request, "page_url": absolute("certificate", pk=page.pk)},
    )


@receiver(account_closed)
def forget_letters(person: Any, **_facts: Any) -> None:
    """Her address and what was written to her."""
    Message.objects.filter(person=person).delete()
