"""How a member stands in the season, for pages that are asked all day: the person's own numbers in one query, what is
the same for all kept in the process.
"""

import time
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, FilteredRelation, Q, QuerySet, Sum
from django.utils import timezone

from cms.cache.compiled import CompiledQuery
from cms.cache.content import VersionedCache, cached
from gamification.members.models import Member
from gamification.stars.models import Season, StarRule, StarTotal
from gamification.stars.reasons import STAR_REASONS

SECONDS = 60  # how old a place may be: counting through all totals for each page would cost more than the page
NO_SEASON = 0


class MemberStars(NamedTuple):
    """A member's numbers of the season: stars by cause, without what was taken back."""

    member: int
    name: str
    by_cause: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_cause.values())


class SeasonFacts(NamedTuple):
    """A season as pages show it."""

    pk: int
    code: str
    zone: str
    starts_at: datetime
    cut_off_at: datetime


class NextAward(NamedTuple):
    """What a cause would give next: `gain` stars, none when the limit is reached; `given` of it so far."""

    cause: str
    gain: int
    given: int
    limit: int


class Rank(NamedTuple):
    """A place in the season, and how many stars are missing to share the next one above (0: it is the first)."""

    number: int
    missing: int


def open_season() -> SeasonFacts | None:
    """The season of today."""
    now = timezone.now()
    return next((season for season in _seasons() if season.starts_at <= now < season.cut_off_at), None)


@cached(limit=1)
def _seasons() -> tuple[SeasonFacts, ...]:
    """All seasons, the latest begun first."""
    rows = Season.objects.order_by("-starts_at").values_list("pk", "code", "zone", "starts_at", "cut_off_at")
    return tuple(SeasonFacts(*row) for row in rows)


@cached(limit=1)
def _rules() -> tuple[tuple[str, int, int], ...]:
    """Cause, stars and limit of the rules in force."""
    rows = StarRule.objects.filter(is_active=True).order_by("-stars", "cause")
    return tuple(rows.values_list("cause", "stars", "season_limit"))


def member_stars(person: int, season: SeasonFacts | None) -> MemberStars | None:
    """A person's membership with her stars of the season, in one query; None for who is not a member."""
    rows = list(_own(season.pk if season else NO_SEASON, person))
    if not rows:
        return None
    return MemberStars(rows[0][0], rows[0][1], {cause: stars for _pk, _name, cause, stars in rows if cause and stars})


def _own_rows(season: int, person: int) -> QuerySet[Any, Any]:
    entries = FilteredRelation("star_entries", condition=Q(star_entries__season=season))
    rows = Member.objects.filter(person=person, left_at=None).annotate(_entry=entries)
    return rows.values_list("pk", "name", "_entry__cause").annotate(_stars=Sum("_entry__amount")).order_by()


_own = CompiledQuery(_own_rows, slots=2)


def next_awards(numbers: MemberStars) -> tuple[NextAward, ...]:
    """What the next stars need, what gives most first, what gives no more last."""
    found = []
    for cause, stars, limit in _rules():
        given = numbers.by_cause.get(cause, 0)
        gain = max(min(stars, limit - given), 0) if limit else stars
        found.append(NextAward(cause, gain, given, limit))
    return tuple(sorted(found, key=lambda step: -step.gain))


def rank_of(total: int, season: SeasonFacts) -> Rank:
    """The place of so many stars among all totals, as they were counted at most a minute ago."""
    above = [(stars, members) for stars, members in _counted(season.pk) if stars > total]
    number = 1 + sum(members for _stars, members in above)
    return Rank(number, min(stars for stars, _members in above) - total if above else 0)


_counts = VersionedCache(limit=20)


def _counted(season: int) -> tuple[tuple[int, int], ...]:
    """How many members have how many stars."""
    minute = time.monotonic() // SECONDS
    found: tuple[tuple[int, int], ...] | None = _counts.get(season, minute) if settings.CONTENT_CACHE else None
    if found is None:
        rows = StarTotal.objects.filter(season=season, total__gt=0).values_list("total").annotate(Count("pk"))
        found = tuple(rows.order_by("total"))
        _counts.put(season, minute, found)
    return found


def label_of(cause: str) -> str:
    """Return what stars were given for, in the reader's language; the name of a reason that the site has no more."""
    reason = STAR_REASONS.get(cause)
    return str(reason.label) if reason else cause
