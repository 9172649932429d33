"""Receivers that notify people of facts of learning and of accounts. They add rows to the outbox and nothing else."""

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
from lms.accounts.access.queries import change_recipients
from lms.accounts.signals import access_changed, account_closed, person_invited
from lms.notify.channels.email.channel import EmailChannel
from lms.notify.models import Message
from lms.notify.services import notify, notify_at


def absolute(name: str, **parts: Any) -> str:
    """Return the absolute address of a page in the active language."""
    return settings.SITE_ORIGIN + reverse(name, kwargs=parts)


def _course(enrolment: Enrolment) -> dict[str, Any]:
    course = enrolment.edition.course
    return {"course": course, "course_url": absolute("course", code=course.code)}


@receiver(signals.enrolled)
def notify_enrolled(enrolment: Enrolment, **_facts: Any) -> None:
    """Notify a person who has joined a course."""
    notify(
        fact=f"enrolled:{enrolment.pk}",
        person=enrolment.person,
        template="notify/enrolled.txt",
        context=lambda: _course(enrolment),
    )


@receiver(signals.submission_reviewed)
def notify_reviewed(review: Any, **_facts: Any) -> None:
    """Notify the author of a submission; the comments are read on the site only."""
    enrolment = review.submission.enrolment
    notify(
        fact=f"reviewed:{review.pk}",
        person=enrolment.person,
        template="notify/reviewed.txt",
        context=lambda: {"accepted": review.accepted, **_course(enrolment)},
    )


@receiver(signals.certificate_ready)
def notify_certificate_ready(certificate: Any, **_facts: Any) -> None:
    """Notify the holder of a certificate; the file itself is not sent."""
    enrolment = certificate.enrolment
    notify(
        fact=f"certificate:{certificate.pk}",
        person=enrolment.person,
        template="notify/certificate_ready.txt",
        context=lambda: {"certificate_url": absolute("certificate", pk=certificate.pk), **_course(enrolment)},
    )


@receiver(signals.correction_requested)
def notify_correction_requested(request: Any, **_facts: Any) -> None:
    """Notify all who may correct certificates; what is wrong is read in the editor only."""
    readers = RuleBackend().with_perm("courses.correct_certificate")
    for reader in readers:
        notify(
            fact=f"correction:{request.pk}",
            person=reader,
            template="notify/correction_requested.txt",
            context=lambda: {"request": request, "page_url": absolute("register-request", pk=request.pk)},
        )


@receiver(signals.correction_resolved)
def notify_correction_resolved(request: Any, certificate: Any, **_facts: Any) -> None:
    """Notify the holder of the corrected certificate, or of the reason why there is none."""
    page = certificate or request.certificate
    notify(
        fact=f"correction-settled:{request.pk}",
        person=request.certificate.enrolment.person,
        template="notify/correction_resolved.txt",
        context=lambda: {"request": request, "page_url": absolute("certificate", pk=page.pk)},
    )


@receiver(access_changed)
def notify_access_changed(person: Any, entry: Any, **_facts: Any) -> None:
    """Notify all administrators and the person, and the e-mail that the account had until now."""
    fact = f"access:{entry.pk}"
    for reader in change_recipients(person):
        own = reader.pk == person.pk
        notify(
            fact=fact, person=reader, template="notify/access_changed.txt", context=partial(_access, person, entry, own)
        )
    if entry.data["what"] == "email" and entry.data.get("before"):
        (before,) = entry.data["before"]
        context = partial(_access, person, entry, True)
        notify_at(
            fact=f"{fact}:before",
            person=person,
            channel=EmailChannel.name,
            address=before,
            template="notify/access_changed.txt",
            context=context,
        )


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
def notify_invited(person: Any, **_facts: Any) -> None:
    """Notify the owner of a new account how to sign in and where to choose a password."""

    def context() -> dict[str, Any]:
        pages = {"login": "account_login", "password": "account_set_password", "email": "account_email"}
        return {f"{key}_url": absolute(name) for key, name in pages.items()}

    waiting = Message.objects.filter(person=person, fact__startswith="invited:", finished_at=None)
    if waiting.exists():
        return  # the button was pressed twice: one message is enough
    notify(fact=f"invited:{uuid4()}", person=person, template="notify/person_invited.txt", context=context)


@receiver(account_closed)
def delete_messages(person: Any, **_facts: Any) -> None:
    """Delete all messages to a person whose account was closed."""
    Message.objects.filter(person=person).delete()
