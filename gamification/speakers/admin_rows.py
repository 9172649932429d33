"""The list as administrators see it, with names: the same rows before publishing and after."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from gamification.speakers import queries
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.speakers.reasons import region_name, why
from gamification.speakers.selection import SPEAKERS, Line
from gamification.speakers.services import compute


class Row(NamedTuple):
    """Who, where, why; and the entry, once there is one."""

    place: int
    standing: Standing
    reason: str
    entry: SpeakerEntry | None
    region: str
    why: list[str]

    @property
    def speaks(self) -> bool:
        """Has a place by the list."""
        return self.reason in SPEAKERS


def list_entries(made: SpeakerList, by: Any) -> Any:
    """What was published, or what would be now: to be leafed through. Nothing before the stars are counted."""
    if made.published_at:
        return queries.entries_with_members(made)
    return compute(speaker_list=made, by=by) if made.season.frozen_at else []


def list_rows(made: SpeakerList, part: Sequence[Any]) -> list[Row]:
    """A page of it in words."""
    found = [(entry, entry.standing, entry) for entry in part] if made.published_at else _with_names(made, part)
    rule = queries.rule_of(made)
    ties = queries.ties(made.season, [standing.stars for _one, standing, _entry in found])
    return [
        Row(one.place, standing, one.reason, entry, region_name(standing.region), why(one.reason, standing, rule, ties))
        for one, standing, entry in found
    ]


def _with_names(made: SpeakerList, lines: Iterable[Line]) -> list[tuple[Any, Standing, Any]]:
    """Lines of the pure function with the members behind their pseudonyms."""
    names = [line.standing.pseudonym for line in lines]
    people = Standing.objects.filter(season=made.season, pseudonym__in=names).select_related("member")
    known = {standing.pseudonym: standing for standing in people}
    return [(line, known[line.standing.pseudonym], None) for line in lines]
