"""The outbox: what is to be told to whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from cms.jobs.models import QueuedModel


class Message(QueuedModel):
    """One letter: about a fact, to a person, by a channel, once. Its text is fixed in the person's language when
    the fact is stored, and its Message-ID too, so that a repeat after a crash can be recognised as the same letter.
    """

    class Channel(models.TextChoices):
        MAIL = "mail"

    fact = models.CharField(max_length=120, help_text="what it is about, e.g. enrolled:12")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="messages")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.MAIL)
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    good_until_at = models.DateTimeField(
        null=True, help_text="a letter with a code: never sent later, and its text is erased when it is settled"
    )

    class Meta:
        constraints: ClassVar = [
            # A letter to an address without an account has no person; its fact is unique by itself.
            models.UniqueConstraint(fields=["fact", "person", "channel"], name="message_once"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} → {self.address}"
