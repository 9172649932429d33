"""Changes of the outbox: write a letter, send what waits."""

from collections.abc import Callable
from datetime import datetime
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from cms.jobs.queue import finish, process_queue
from cms.terminology.queries import active_rules
from cms.terminology.replacement import replace_in_text
from lms.notify.models import Message


@transaction.atomic
def write(
    *,
    fact: str,
    address: str,
    language: str,
    subject: str,
    body: str,
    person: Any = None,
    good_until_at: datetime | None = None,
) -> Message:
    """Put a letter, in the words of the site, into the outbox. Repeats safely: a person gets one about a fact."""
    preferred = active_rules()
    letter, _new = Message.objects.get_or_create(
        fact=fact,
        person=person,
        channel=Message.Channel.MAIL,
        defaults={
            "address": address,
            "language": language,
            "subject": replace_in_text(subject, language, preferred)[:250],
            "body": replace_in_text(body, language, preferred),
            "message_id": make_msgid(domain=urlsplit(settings.SITE_ORIGIN).hostname),
            "good_until_at": good_until_at,
        },
    )
    return letter


def tell(
    *, fact: str, person: Any, template: str, context: Callable[[], dict[str, Any]], to: str | None = None
) -> Message:
    """Write to a person about a fact, in their language: the first line of the template is the subject. `to` is another
    address than that of the account.

    The context is made by a function because what is in it (addresses, titles) depends on the language too.
    """
    with override(person.language):
        text = render_to_string(template, {"person": person, "site_name": settings.SITE_NAME, **context()})
    subject, _newline, body = text.strip().partition("\n")
    return write(
        fact=fact,
        person=person,
        address=to or person.email,
        language=person.language,
        subject=subject.strip(),
        body=body.strip(),
    )


def send_waiting() -> int:
    """Send every letter that waits; returns how many were tried."""
    return process_queue(Message.objects.all(), send)


def send(letter: Message) -> None:
    """Send a claimed letter; one whose code has run out is only settled."""
    if letter.good_until_at is None:
        as_mail(letter).send()
        finish(letter)
        return
    if letter.good_until_at > timezone.now():
        as_mail(letter).send()
    finish(letter, body="")


def as_mail(letter: Message) -> EmailMultiAlternatives:
    """The letter as plain text and as simple HTML of the same words."""
    mail = EmailMultiAlternatives(
        letter.subject, letter.body, to=[letter.address], headers={"Message-ID": letter.message_id}
    )
    with override(letter.language):
        mail.attach_alternative(render_to_string("notify/mail.html", {"letter": letter}), "text/html")
    return mail
