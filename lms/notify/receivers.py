"""Facts of learning that a person is told by mail. Receivers write rows and nothing else."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext

from cms.access.backends import RuleBackend
from courses import signals
from courses.learning.models import Enrolment
from lms.accounts.access.log import message
from lms.accounts.access.queries import to_be_told
from lms.accounts.signals import access_changed, account_closed, person_invited
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


@receiver(access_changed)
def tell_access_changed(person: Any, entry: Any, **_facts: Any) -> None:
    """All administrators and the person, and the mailbox that an account had until now."""
    fact = f"access:{entry.pk}"
    for reader in to_be_told(person):
        own = reader.pk == person.pk
        tell(
            fact=fact, person=reader, template="notify/access_changed.txt", context=partial(_access, person, entry, own)
        )
    if entry.data["what"] == "email" and entry.data.get("before"):
        (before,) = entry.data["before"]
        context = partial(_access, person, entry, True)
        tell(fact=f"{fact}:before", person=person, to=before, template="notify/access_changed.txt", context=context)


def _access(person: Any, entry: Any, is_own: bool) -> dict[str, Any]:
    data = entry.data
    return {
        "said": message(entry),
        "name": str(person),
        "email": person.email,
        "by": entry.user,
        "proposed_by": data.get("proposed_by"),
        "before": _listed(data["before"]) if "before" in data else None,
        "after": _listed(data.get("after", [])),
        "is_own": is_own,
        "page_url": absolute("wagtailusers_users:edit", pk=person.pk),
    }


def _listed(facts: list[str]) -> str:
    return ", ".join(facts) or gettext("nothing")


@receiver(person_invited)
def tell_invited(person: Any, **_facts: Any) -> None:
    """How to sign in, and where the owner of an account chooses a password."""

    def context() -> dict[str, Any]:
        pages = {"login": "account_login", "password": "account_set_password", "email": "account_email"}
        return {f"{key}_url": absolute(name) for key, name in pages.items()}

    waiting = Message.objects.filter(person=person, fact__startswith="invited:", finished_at=None)
    if waiting.exists():
        return  # the button was pressed twice: one letter is enough
    tell(fact=f"invited:{uuid4()}", person=person, template="notify/person_invited.txt", context=context)


@receiver(account_closed)
def forget_letters(person: Any, **_facts: Any) -> None:
    """Her address and what was written to her."""
    Message.objects.filter(person=person).delete()
