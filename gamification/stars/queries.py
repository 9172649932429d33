"""Reads of the ledger: a member's balance and place, from the totals kept beside it."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from gamification.members.models import Member
from gamification.stars.models import Season, StarEntry, StarTotal

LISTED = 100
FEWEST_LISTED = 5  # below this whoever looks could tell who is who


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


def rank(member: Member, season: Season) -> int:
    """Her place in the season: one more than have more stars; who has the same shares it."""
    return StarTotal.objects.filter(season=season, total__gt=total(member, season)).count() + 1


def ledger(member: Member) -> QuerySet[StarEntry]:
    """Her entries, newest first, each with the entry that reversed it and the one it reverses."""
    rows = StarEntry.objects.filter(member=member).select_related("season", "reversed_by", "reverses")
    return rows.order_by("-recorded_at", "-pk")


class LeaderboardRow(NamedTuple):
    """A line of the list of stars. The place is one among the listed: a gap would tell of who is not."""

    rank: int
    member: int
    name: str
    stars: int


def leaderboard(season: int) -> tuple[LeaderboardRow, ...] | None:
    """Who has most stars, of those who agreed to be listed; None while fewer than five are.

    The last is never named: whoever has the fewest stars of all that could be listed is left out, and so is everybody
    who has as few. Where all have the same nobody is the last and nobody is named.
    """
    rows = StarTotal.objects.filter(season=season, total__gt=0, member__in_star_lists=True, member__left_at=None)
    first = list(rows.order_by("-total", "member").values_list("member", "member__name", "total")[: LISTED + 1])
    if len(first) < FEWEST_LISTED:
        return None
    fewest = rows.order_by("total", "-member").values_list("total", flat=True)[0]
    lines: list[LeaderboardRow] = []
    for number, (member, name, stars) in enumerate(first[:LISTED], start=1):
        if stars > fewest:
            shared = lines and lines[-1].stars == stars
            lines.append(LeaderboardRow(lines[-1].rank if shared else number, member, name, stars))
    return tuple(lines)
