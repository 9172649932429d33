"""The speakers of #ЧоңОй: a frozen snapshot of a season, a rule, and the list that follows from both."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from gamification.events.models import Event
from gamification.members.models import Member
from gamification.practices.models import Practice
from gamification.stars.models import Season


class Standing(models.Model):
    """A line of the snapshot: all that the list is computed from. Made once, when the season is frozen.

    The public export has everything but `member`. `causes` is the number of different causes of her stars.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="standings")
    pseudonym = models.CharField(max_length=20)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    stars = models.PositiveIntegerField()
    causes = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=6, blank=True)
    newcomer = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "pseudonym"], name="standing_pseudonym_once"),
            models.UniqueConstraint(fields=["season", "member"], name="standing_once"),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class SpeakerList(models.Model):
    """Rule and list of a season. The rule may change until the list is published, never after.

    `region_share` is the largest part of the places, per cent, that one region may have.
    """

    season = models.OneToOneField(Season, models.PROTECT, related_name="speaker_list")
    event = models.OneToOneField(Event, models.PROTECT, null=True, blank=True, related_name="speaker_list")
    places = models.PositiveSmallIntegerField(_("number of speakers"), default=12, validators=[MinValueValidator(1)])
    least_stars = models.PositiveSmallIntegerField(_("least stars"), default=1, validators=[MinValueValidator(1)])
    region_share = models.PositiveSmallIntegerField(
        _("most of one region, per cent"), default=40, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    newcomer_places = models.PositiveSmallIntegerField(_("places for newcomers"), default=2)
    answer_by = models.DateTimeField(_("answer until"), null=True, blank=True)
    prize = models.TextField(_("prize of the year"), blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        default_permissions = ()
        permissions = [("manage_speakerlist", gettext_noop("Can manage lists of speakers"))]
        verbose_name = _("list of speakers")
        verbose_name_plural = _("lists of speakers")
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1, least_stars__gte=1), name="speaker_list_has_places"),
            models.CheckConstraint(
                condition=Q(region_share__gte=1, region_share__lte=100), name="speaker_list_share_is_percent"
            ),
            models.CheckConstraint(
                condition=Q(newcomer_places__lte=models.F("places")), name="speaker_list_newcomers_fit"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="speaker_list_published_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.season)


class SpeakerEntry(models.Model):
    """A line of the computed list: her place in it, why, and what became of the invitation.

    `reason` is a code of `choosing`: stars and newcomer have a place; region and passed were passed over (for the share
    of her region, for a newcomer), reserve comes later.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("next in line")
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        LATE = "late", _("did not answer in time")

    speaker_list = models.ForeignKey(SpeakerList, models.PROTECT, related_name="entries")
    standing = models.OneToOneField(Standing, models.PROTECT, related_name="speaker_entry")
    place = models.PositiveIntegerField()
    reason = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    invited_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    in_public = models.BooleanField(default=False, help_text="she agreed that her name stands on the page")
    talk = models.CharField(_("talk"), max_length=200, blank=True)
    practice: Any = models.ForeignKey(Practice, models.PROTECT, null=True, blank=True, related_name="talks")

    class Meta:
        ordering = ["place"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(fields=["speaker_list", "place"], name="speaker_place_once"),
            models.CheckConstraint(
                condition=Q(state="waiting")
                | Q(state="declined")
                | Q(invited_at__isnull=False, answer_by__isnull=False),
                name="speaker_invited_until_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | (Q(answered_at__isnull=False) & ~Q(talk="")),
                name="speaker_accepts_with_a_talk",
            ),
            models.CheckConstraint(condition=Q(in_public=False) | Q(state="accepted"), name="speaker_named_by_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.standing_id}"
