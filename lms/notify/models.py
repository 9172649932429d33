"""The outbox."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from cms.jobs.models import QueuedModel
from lms.notify.channels.base import NAME_MAX_LENGTH


class Message(QueuedModel):
    """Store one message about a fact, to a person, by a channel.

    The text is written in the person's language when the fact is stored, and the Message-ID with it, so that a repeat
    after a crash can be recognised.
    """

    fact = models.CharField(max_length=120, help_text="what it is about, e.g. enrolled:12")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="messages")
    channel = models.CharField(max_length=NAME_MAX_LENGTH, default="email", help_text="name of a registered channel")
    address = models.CharField(max_length=254, help_text="where the channel sends it")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    good_until_at = models.DateTimeField(
        null=True, help_text="of a message with a code: it is never sent later, and its text is erased afterwards"
    )

    class Meta:
        constraints: ClassVar = [
            # A message to an address without an account has no person; its fact is unique by itself.
            models.UniqueConstraint(fields=["fact", "person", "channel"], name="message_once"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} → {self.address}"
