"""Changes of the ledger: award, reverse, freeze.

Everything that counts is done under the lock of the member's total in the season, so limits and sums hold when many
write at once. The season is locked first and shared (`FOR KEY SHARE`): awards do not wait for each other there, but
`freeze` waits for those that have begun, and those that come after it find the season frozen. Django's foreign keys
are checked at commit, too late for that, so the lock is taken by hand. Who awards to several members in one
transaction does it in the order of their ids, else two such could wait for each other.
"""

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.policy import can
from gamification import signals
from gamification.members.models import Member
from gamification.stars.models import Season, StarEntry, StarRule, StarTotal

logger = logging.getLogger(__name__)
IS_OPEN = "SELECT id FROM gamification_season WHERE id = %s AND frozen_at IS NULL"


class AlreadyReversedError(Exception):
    """The entry was reversed before, or is a reversal itself."""


class SeasonFrozenError(Exception):
    """The season's stars are counted: no entry follows."""


class NotOverError(Exception):
    """The season's stars are not to be counted yet."""


class NotSettledError(Exception):
    """Something that happened before the season's cut-off, and may bring stars, is not settled yet."""


def key_of(cause: str, member: Member, source: str) -> str:
    """What makes an award the same as another."""
    return f"star:{cause}:{member.pk}:{source}"


@transaction.atomic
def award(
    *,
    member: Member,
    cause: str,
    source: str,
    title: str,
    path: str = "",
    given_by: Member | None = None,
    at: datetime | None = None,
) -> StarEntry | None:
    """Give the stars of a cause, once for each source; a repeat returns the entry that is there.

    None when no rule is in force, no open season contains `at` (now), the season's limit is reached, the member has
    left, or she would give to herself. Partly over the limit: the rest up to it. `title` and `path` (of the fact's
    page, without the language) are kept as they are now.
    """
    key = key_of(cause, member, source)
    if present := StarEntry.objects.filter(key=key).first():
        return present
    at = at or timezone.now()
    rule = StarRule.objects.filter(cause=cause, is_active=True).first()
    season = _open_season(at) if rule and _may_receive(member, given_by) else None
    if rule is None or season is None:
        return None
    _lock_total(season, member)
    amount = _within_limit(rule, season, member)
    if not amount:
        return StarEntry.objects.filter(key=key).first()
    facts = {"title": title[:255], "path": path, "given_by": given_by, "recorded_at": at}
    entry, new = StarEntry.objects.get_or_create(
        key=key,
        defaults={"season": season, "member": member, "amount": amount, "cause": cause, "source": source, **facts},
    )
    if new:
        _add(entry)
    return entry


@transaction.atomic
def reverse(*, entry: StarEntry, reason: str, by: Any) -> StarEntry:
    """Take an award back by another entry that says why; both stay. Returns that entry.

    Raises PermissionDenied for who may not (nobody her own), ValidationError without a reason, AlreadyReversedError
    the second time, SeasonFrozenError once the season is counted.
    """
    if not can(by, "stars.reverse", entry):
        raise PermissionDenied
    if not (reason := reason.strip()):
        raise ValidationError(_("Say why the stars are taken back."), code="reason-missing")
    if not _lock_open(entry.season_id):
        raise SeasonFrozenError
    _lock_total(entry.season, entry.member)
    if entry.reverses_id or StarEntry.objects.filter(reverses=entry).exists():
        raise AlreadyReversedError
    same = {name: getattr(entry, name) for name in ("season", "member", "cause", "source", "title", "path")}
    reversal = StarEntry.objects.create(
        **same, amount=-entry.amount, key=f"reversal:{entry.pk}", reverses=entry, reason=reason, recorded_by=by
    )
    _add(reversal)
    return reversal


def freeze(*, season: Season) -> Season:
    """Close the season's ledger after its cut-off, once: a repeat changes nothing.

    What lies before the cut-off is settled first, each by itself: a vote that has ended is closed and gives its stars,
    however long the worker was away. Raises NotOverError before the cut-off, NotSettledError while something that lies
    before it could not be settled.
    """
    if not season.frozen_at and timezone.now() >= season.cut_off_at:
        signals.season_ending.send(Season, season=season)
    return _freeze(season)


@transaction.atomic
def _freeze(season: Season) -> Season:
    season = Season.objects.select_for_update().get(pk=season.pk)
    if season.frozen_at:
        return season
    if timezone.now() < season.cut_off_at:
        raise NotOverError
    signals.season_freezing.send(Season, season=season)
    season.frozen_at = timezone.now()
    season.save(update_fields=["frozen_at"])
    signals.season_frozen.send(Season, season=season)
    return season


def freeze_due() -> list[Season]:
    """Freeze the seasons whose cut-off has passed, each by itself; one that cannot be frozen is tried again."""
    frozen = []
    for season in Season.objects.filter(frozen_at=None, cut_off_at__lte=timezone.now()).order_by("cut_off_at"):
        try:
            frozen.append(freeze(season=season))
        except Exception:
            logger.exception("the stars of season %s could not be counted", season.code)
    return frozen


def _may_receive(member: Member, given_by: Member | None) -> bool:
    """Belongs to the club today, and is not the one who gives."""
    return member != given_by and Member.objects.filter(pk=member.pk, left_at=None).exists()


def _open_season(at: datetime) -> Season | None:
    """The season that contains the moment, locked against freezing; None where it is frozen or there is none."""
    season = Season.objects.filter(starts_at__lte=at, cut_off_at__gt=at, frozen_at=None).order_by("-starts_at").first()
    return season if season and _lock_open(season.pk) else None


def _lock_open(season: int) -> bool:
    """Is the season open, and will it stay so until this transaction ends?

    The row is read again once the lock is given, so a freeze that was faster is seen. A database that lets only one
    write at a time has no such lock and needs none.
    """
    with connection.cursor() as cursor:
        cursor.execute(IS_OPEN + (" FOR KEY SHARE" if connection.vendor == "postgresql" else ""), [season])
        return cursor.fetchone() is not None


def _lock_total(season: Season, member: Member) -> None:
    """Hold the member's total, so that her entries of the season are written one after the other."""
    StarTotal.objects.get_or_create(season=season, member=member)
    StarTotal.objects.select_for_update().get(season=season, member=member)


def _within_limit(rule: StarRule, season: Season, member: Member) -> int:
    """The stars of the rule, or as many as its limit leaves; what was reversed does not count."""
    if not rule.season_limit:
        return rule.stars
    of_cause = StarEntry.objects.filter(member=member, season=season, cause=rule.cause)
    given = of_cause.aggregate(sum=Sum("amount"))["sum"] or 0
    return max(min(rule.stars, rule.season_limit - given), 0)


def _add(entry: StarEntry) -> None:
    """Keep the sum beside the entries, and tell who follows."""
    hers = StarTotal.objects.filter(season=entry.season_id, member=entry.member_id)
    hers.update(total=F("total") + entry.amount)
    signals.star_entered.send(StarEntry, entry=entry)
