"""Changes of the outbox: add messages, send those that wait."""

from collections.abc import Callable
from datetime import datetime
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from cms.jobs.queue import finish, process_queue
from cms.terminology.queries import active_rules
from cms.terminology.replacement import replace_in_text
from lms.notify.channels import CHANNELS
from lms.notify.models import Message


@transaction.atomic
def add_message(
    *,
    fact: str,
    address: str,
    language: str,
    subject: str,
    body: str,
    person: Any = None,
    channel: str = "email",
    good_until_at: datetime | None = None,
) -> Message:
    """Add a message, in the site's terminology, to the outbox. Repeats safely: a person gets one a fact and channel."""
    preferred = active_rules()
    message, _new = Message.objects.get_or_create(
        fact=fact,
        person=person,
        channel=channel,
        defaults={
            "address": address,
            "language": language,
            "subject": replace_in_text(subject, language, preferred)[:250],
            "body": replace_in_text(body, language, preferred),
            "message_id": make_msgid(domain=urlsplit(settings.SITE_ORIGIN).hostname),
            "good_until_at": good_until_at,
        },
    )
    return message


def notify(*, fact: str, person: Any, template: str, context: Callable[[], dict[str, Any]]) -> list[Message]:
    """Add a message about a fact for a person, in their language, on each channel that reaches them.

    `context` is a function because what is in it (addresses, titles) depends on the language too.
    """
    reached = [(channel.name, address) for channel in CHANNELS if (address := channel.address_of(person))]
    return [
        notify_at(fact=fact, person=person, channel=name, address=address, template=template, context=context)
        for name, address in reached
    ]


def notify_at(
    *, fact: str, person: Any, channel: str, address: str, template: str, context: Callable[[], dict[str, Any]]
) -> Message:
    """Add a message for a person on one channel, to this address instead of the one of their account."""
    with override(person.language):
        values = {"person": person, "site_name": settings.SITE_NAME, **context()}
        content = CHANNELS[channel].render(template, values)
    return add_message(
        fact=fact,
        person=person,
        channel=channel,
        address=address,
        language=person.language,
        subject=content.subject,
        body=content.body,
    )


def send_waiting() -> int:
    """Send all waiting messages; return how many were tried."""
    return process_queue(Message.objects.all(), send)


def send(message: Message) -> None:
    """Send a claimed message by its channel; one whose code has expired is only finished.

    A channel that the site no longer has raises KeyError, so the message waits and says why.
    """
    if message.good_until_at is None:
        CHANNELS[message.channel].send(message)
        finish(message)
        return
    if message.good_until_at > timezone.now():
        CHANNELS[message.channel].send(message)
    finish(message, body="")
