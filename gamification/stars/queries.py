"""Reads of the ledger: a member's balance and place, from the totals kept beside it."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from gamification.members.models import Member
from gamification.stars.models import Season, StarEntry, StarTotal


def season_at(moment: datetime) -> Season | None:
    """The season that contains the moment, frozen or not; of two that do, the later begun."""
    return Season.objects.filter(starts_at__lte=moment, cut_off_at__gt=moment).order_by("-starts_at").first()


def current_season() -> Season | None:
    """The season of today, if there is one."""
    return season_at(timezone.now())


def total(member: Member, season: Season) -> int:
    """Her stars of the season."""
    found = StarTotal.objects.filter(season=season, member=member).values_list("total", flat=True).first()
    return found or 0


def place(member: Member, season: Season) -> int:
    """Her place in the season: one more than have more stars; who has the same shares it."""
    return StarTotal.objects.filter(season=season, total__gt=total(member, season)).count() + 1


def ledger(member: Member, season: Season | None = None) -> QuerySet[StarEntry]:
    """Her entries, newest first, each with the entry that reversed it and the one it reverses."""
    rows = StarEntry.objects.filter(member=member, **({"season": season} if season else {}))
    return rows.select_related("season", "reversed_by", "reverses").order_by("-recorded_at", "-pk")
