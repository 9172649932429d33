"""Reads of snapshots and lists."""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from gamification.members.models import Member
from gamification.practices.models import Practice
from gamification.speakers import selection
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.stars.models import Season, StarEntry, StarTotal

State = SpeakerEntry.State
FACTS = selection.Standing._fields
SPEAKING = (State.INVITED, State.ACCEPTED)


def rule_of(speaker_list: SpeakerList) -> selection.Rule:
    """The rule as the pure function takes it."""
    return selection.Rule(
        season=speaker_list.season.code,
        places=speaker_list.places,
        least_stars=speaker_list.least_stars,
        region_share=speaker_list.region_share,
        newcomer_places=speaker_list.newcomer_places,
    )


def standings_of(season: Season) -> list[selection.Standing]:
    """The snapshot, in no order."""
    rows = Standing.objects.filter(season=season).values_list(*FACTS)
    return list(map(selection.Standing._make, rows))


def lines_of(speaker_list: SpeakerList) -> Iterator[selection.Line]:
    """The list as it was published."""
    columns = [f"standing__{name}" for name in FACTS]
    for place, reason, *facts in speaker_list.entries.order_by("place").values_list("place", "reason", *columns):
        standing = selection.Standing(*facts)
        yield selection.Line(place, standing, selection.tiebreak(speaker_list.season.code, standing.pseudonym), reason)


def snapshot_file(speaker_list: SpeakerList) -> bytes:
    """What anybody recomputes the list from: no name, no id."""
    season = speaker_list.season
    cut_off = season.cut_off_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return selection.snapshot_file(rule_of(speaker_list), cut_off, season.zone, standings_of(season))


def list_file(speaker_list: SpeakerList) -> bytes:
    """The published list; not computed anew, so that whoever does compares with what we go by."""
    return selection.list_file(rule_of(speaker_list), snapshot_file(speaker_list), lines_of(speaker_list))


def totals(season: Season) -> QuerySet[StarTotal]:
    """Who is counted: members with stars, but for those who have left."""
    return StarTotal.objects.filter(season=season, total__gt=0, member__left_at=None).select_related("member")


def causes(season: Season) -> dict[int, int]:
    """Member -> for how many different causes she has stars."""
    rows = StarEntry.objects.filter(season=season).values("member", "cause").annotate(sum=Sum("amount"))
    found: dict[int, int] = {}
    for row in rows.filter(sum__gt=0):
        found[row["member"]] = found.get(row["member"], 0) + 1
    return found


def lists_with_seasons(rows: QuerySet[SpeakerList]) -> QuerySet[SpeakerList]:
    """Newest season first, each with its event."""
    return rows.select_related("season", "event").order_by("-season__starts_at")


def speakers(speaker_list: SpeakerList) -> QuerySet[SpeakerEntry]:
    """Who has accepted, in the order of places."""
    rows = speaker_list.entries.filter(state=State.ACCEPTED)
    return rows.select_related("standing__member", "practice").order_by("place")


def entries_with_members(speaker_list: SpeakerList) -> QuerySet[SpeakerEntry]:
    """The whole list in order of places."""
    return speaker_list.entries.select_related("standing__member", "practice").order_by("place")


def ties(season: Season, stars: Iterable[int]) -> dict[tuple[int, int | None], int]:
    """How many have so many stars, (stars, None), and how many the same causes too, (stars, causes)."""
    rows = Standing.objects.filter(season=season, stars__in=set(stars)).values("stars", "causes")
    found: dict[tuple[int, int | None], int] = {}
    for row in rows.annotate(n=Count("pk")):
        found[row["stars"], row["causes"]] = row["n"]
        found[row["stars"], None] = found.get((row["stars"], None), 0) + row["n"]
    return found


def winners(season: Season) -> list[Standing]:
    """Who has most stars of the year: one, or all who have as many."""
    most = Standing.objects.filter(season=season).aggregate(most=Max("stars"))["most"]
    rows = Standing.objects.filter(season=season, stars=most).select_related("member", "speaker_entry")
    return list(rows.order_by("pseudonym"))


def own_standings(rows: QuerySet[Standing]) -> list[Standing]:
    """With season, list and entry, newest season first."""
    related = ("member", "season__speaker_list__event", "speaker_entry__practice")
    return list(rows.select_related(*related).order_by("-season__starts_at"))


def talks_of(member: Member) -> QuerySet[Practice]:
    """What a member can speak of: her own published practices, newest first."""
    return Practice.objects.filter(author=member, state=Practice.State.PUBLISHED).order_by("-published_at")


def by_state(speaker_list: SpeakerList) -> dict[str, int]:
    """How many entries are in each state."""
    counted: dict[str, Any] = {state: Count("pk", filter=Q(state=state)) for state in State.values}
    return speaker_list.entries.aggregate(**counted)
