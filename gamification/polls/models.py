"""Secret votes: a poll with choices, who has voted, and ballots that lead back to nobody.

Row order, ctid and xmin would link a ballot to its voter, so no row here has a time, and every vote writes all ballots
of its poll anew in random order (docs/decisions). The names poll, choice and vote are those of django-polls.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from cms.languages import site_languages
from gamification.members.models import Member
from gamification.polls.slots import SLOT, slot_label


class Poll(models.Model):
    """A question with choices, open between two moments. `closed_at` is set once, when the ballots are counted."""

    class Kind(models.TextChoices):
        BEST = "best", _("the best practice")
        USABLE = "usable", _("the most usable practice")
        SLOT = "slot", _("day and hour of tea talks")
        TOPIC = "topic", _("topics of the next quarter")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("question"), max_length=200)
    explanation = models.TextField(_("explanation"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(null=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    FREE = (Kind.SLOT, Kind.TOPIC)  # choices that an administrator writes; those of the others are members' practices

    class Meta:
        default_permissions = ()
        permissions = [("manage_poll", gettext_noop("Can manage votes"))]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="poll_opens_before_it_closes"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("closes_at")), name="poll_counted_after_closing"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime) -> bool:
        """Can votes be given at this moment?"""
        return self.stage(now) == "open"

    @property
    def last_moment_at(self) -> datetime:
        """When the last vote could be given: a poll that closes as a season ends belongs to it."""
        return self.closes_at - timedelta(microseconds=1)

    def stage(self, now: datetime) -> str:
        """`coming`, `open`, `counting` (over, and not yet closed), or `closed`."""
        if self.closed_at is not None:
            return "closed"
        if now >= self.closes_at:
            return "counting"
        return "open" if now >= self.opens_at else "coming"


class Choice(models.Model):
    """What can be chosen. `owner` is the member whose work it is: she does not vote for it. `subject` names what it
    stands for (`practice:12`, `slot:3:18:30` for Thursday half past six), `path` its page without the language.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    label = models.CharField(_("choice"), max_length=200)
    subject = models.CharField(max_length=60, blank=True)
    path = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "label"], name="choice_label_once"),
            models.UniqueConstraint(fields=["poll", "subject"], condition=~Q(subject=""), name="choice_subject_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_slot(self) -> bool:
        """Does it stand for a day and hour? Then it reads in any language."""
        return self.subject.startswith(SLOT)

    @property
    def words(self) -> str:
        """What a reader sees: a day and hour in her language, all else as it was written."""
        return slot_label(self.subject) if self.is_slot else self.label

    @property
    def address(self) -> str:
        """Its page in the reader's language."""
        return f"/{get_language()}/{self.path.lstrip('/')}" if self.path else ""


class Turnout(models.Model):
    """That a member has voted. When, and what, is nowhere."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="turnout")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "member"], name="one_member_one_vote")]

    def __str__(self) -> str:
        return f"{self.poll_id}/{self.member_id}"


class Ballot(models.Model):
    """What was voted, by nobody in particular. `receipt` was a random word in the voter's form: she alone knows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots")
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="ballots")
    receipt = models.CharField(max_length=40)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "receipt"], name="ballot_receipt_once")]

    def __str__(self) -> str:
        return self.receipt
