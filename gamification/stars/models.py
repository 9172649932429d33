"""The ledger of stars: seasons, rules, entries that nobody changes, and totals kept beside them."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from gamification.conf import time_zone
from gamification.members.models import Member
from gamification.stars.reasons import reason_choices


class Season(models.Model):
    """A year of the club. At `cut_off_at` (shown in `zone`) its stars are counted for #ЧоңОй: `frozen_at` is set
    once, and no entry follows.
    """

    code = models.SlugField(_("short name in addresses"), max_length=20, unique=True, help_text=_("for example 2026"))
    zone = models.CharField(_("time zone"), max_length=40, default=time_zone)
    starts_at = models.DateTimeField(_("starts"))
    cut_off_at = models.DateTimeField(_("stars are counted on"))
    frozen_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        default_permissions = ()
        ordering = ["-starts_at"]
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("cut_off_at")), name="season_starts_before_cut_off"),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(frozen_at__gte=F("cut_off_at")), name="season_frozen_after_cut_off"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone by whose clock the season begins and ends."""
        return ZoneInfo(self.zone)


class StarRule(models.Model):
    """How many stars a cause gives, and at most how many of it a member gets in a season (0: no limit)."""

    cause = models.CharField(_("cause"), max_length=40, choices=reason_choices, unique=True)
    stars = models.PositiveSmallIntegerField(_("stars"))
    season_limit = models.PositiveSmallIntegerField(_("at most in a season"), default=0)
    is_active = models.BooleanField(_("in force"), default=True)

    class Meta:
        default_permissions = ()
        permissions = [("manage_starrule", gettext_noop("Can manage rules of stars and seasons"))]
        ordering = ["cause"]
        verbose_name = _("rule of stars")
        verbose_name_plural = _("rules of stars")
        constraints = [models.CheckConstraint(condition=Q(stars__gte=1), name="star_rule_gives_something")]

    def __str__(self) -> str:
        return str(self.get_cause_display())


class StarEntry(models.Model):
    """A line of the ledger. Never changed, never deleted (the database refuses it); a mistake is reversed, once, by
    another line that says why.

    `source` names the fact (`practice:12`), `path` its page on the site without the language; `given_by` is the
    member by whose act the star came (who took the practice up), where there is one.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="entries")
    member = models.ForeignKey(Member, models.PROTECT, related_name="star_entries")
    amount = models.SmallIntegerField()
    cause = models.CharField(max_length=40, choices=reason_choices)
    source = models.CharField(max_length=60)
    title = models.CharField(max_length=255, help_text="of the fact, as it was called then")
    path = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120, unique=True, help_text="star:{cause}:{member}:{source}")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.TextField(blank=True)
    given_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        permissions = [("reverse_starentry", gettext_noop("Can take stars back"))]
        verbose_name = _("entry of stars")
        verbose_name_plural = _("entries of stars")
        indexes = [models.Index(fields=["member", "season", "-recorded_at"], name="star_entries_of_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0, recorded_by__isnull=False) & ~Q(reason="")),
                name="star_entry_awards_or_reverses",
            )
        ]

    def __str__(self) -> str:
        return self.key


class StarTotal(models.Model):
    """The sum of a member's entries in a season, kept in the same transaction as the entries."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="totals")
    member = models.ForeignKey(Member, models.PROTECT, related_name="star_totals")
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season", "member"], name="star_total_once")]
        indexes = [models.Index(fields=["season", "-total", "member"], name="star_total_places")]

    def __str__(self) -> str:
        return f"{self.season_id}/{self.member_id}: {self.total}"
