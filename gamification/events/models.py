"""Meetings of the club, their seats, and the questions gathered before them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.languages import site_languages
from gamification.conf import time_zone
from gamification.events.kinds import kind_choices
from gamification.members.models import Member, Topic
from gamification.polls.models import Poll


class TeaTalks(models.Model):
    """A series of tea talks: weekly, on the same day at the same hour, both chosen by a vote."""

    poll = models.OneToOneField(Poll, models.PROTECT, related_name="tea_talks", verbose_name=_("vote on day and hour"))
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    zone = models.CharField(_("time zone"), max_length=40, default=time_zone)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    first_on = models.DateField(_("not before"))
    last_on = models.DateField(_("not after"))
    link = models.URLField(_("link"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("series of tea talks")
        verbose_name_plural = _("series of tea talks")
        constraints = [models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="tea_talks_begin_first")]

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """A meeting. `seats` empty: no limit. Times are shown in `zone`, whatever the reader's."""

    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=site_languages)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="events")
    about = models.TextField(_("what it is about"), blank=True)
    prepare = models.TextField(_("what to prepare"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, default=time_zone)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True, help_text=_("Shown only to who has a seat."))
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    materials = models.TextField(_("materials"), blank=True, help_text=_("Shown after the event: text and links."))
    recording = models.URLField(_("recording"), blank=True)
    tea_talks = models.ForeignKey(TeaTalks, models.PROTECT, null=True, editable=False, related_name="events")
    cancelled_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        permissions = [("manage_event", gettext_noop("Can manage events and tea talks"))]
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="event_starts_before_it_ends"),
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gte=1), name="event_has_a_seat"),
            models.UniqueConstraint(fields=["tea_talks", "starts_at"], name="tea_talk_once_a_week"),
        ]

    def __str__(self) -> str:
        return self.title

    def local(self, at: datetime) -> datetime:
        """A moment by the event's own clock."""
        return at.astimezone(ZoneInfo(self.zone))


class Registration(models.Model):
    """A member's place at an event. `number` is that of the seat, empty while she waits; two never have the same, and
    none is given above the event's number of seats, so there is never one too many.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    member = models.ForeignKey(Member, models.PROTECT, related_name="registrations")
    number = models.PositiveSmallIntegerField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)
    attended = models.BooleanField(null=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    has_task = models.BooleanField(
        default=False, editable=False, help_text="got a practical task of the event, so that they attended is settled"
    )

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="registration_once_per_member"),
            models.UniqueConstraint(fields=["event", "number"], name="registration_seat_once"),
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=1), name="registration_seat_from_one"),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(attended=None), name="registration_waiting_unmarked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.member_id}: {self.number or '-'}"


class Question(models.Model):
    """What a member asks before an event; the expert answers these first."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("question before an event")
        verbose_name_plural = _("questions before events")

    def __str__(self) -> str:
        return self.text[:60]
