"""What others see of the list: names only of who agreed, everybody else by pseudonym."""

from collections.abc import Iterable
from typing import NamedTuple

from gamification.practices.models import Practice
from gamification.speakers import queries
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.speakers.reasons import region_name, why


class Speaker(NamedTuple):
    """Who has accepted. Without her consent neither name nor talk nor practice: they would tell who she is."""

    place: int
    pseudonym: str
    name: str
    talk: str
    practice: Practice | None


class ListRow(NamedTuple):
    """A line of the published list."""

    place: int
    pseudonym: str
    name: str
    stars: int
    causes: int
    region: str
    why: list[str]


class Prize(NamedTuple):
    """Who has most stars of the year: the names of who agreed to be named, and how many others have as many."""

    names: list[str]
    unnamed: int
    stars: int


def name_of(entry: SpeakerEntry) -> str:
    """Her name, if she agreed that it stands in public and belongs to the club still; otherwise nothing."""
    member = entry.standing.member
    return member.name if entry.in_public and member.left_at is None else ""


def speaker(entry: SpeakerEntry) -> Speaker:
    """An accepted entry as the public sees it."""
    name = name_of(entry)
    practice = entry.practice if name and entry.practice else None
    if practice and practice.state != Practice.State.PUBLISHED:
        practice = None
    return Speaker(entry.place, entry.standing.pseudonym, name, entry.talk if name else "", practice)


def speakers(speaker_list: SpeakerList) -> list[Speaker]:
    """Who has accepted, in the order of places."""
    return [speaker(entry) for entry in queries.speakers(speaker_list)]


def list_rows(speaker_list: SpeakerList, entries: Iterable[SpeakerEntry]) -> list[ListRow]:
    """Part of the published list, each with her reasons."""
    part = list(entries)
    rule = queries.rule_of(speaker_list)
    ties = queries.ties(speaker_list.season, [entry.standing.stars for entry in part])
    return [
        ListRow(
            place=entry.place,
            pseudonym=entry.standing.pseudonym,
            name=name_of(entry),
            stars=entry.standing.stars,
            causes=entry.standing.causes,
            region=region_name(entry.standing.region),
            why=why(entry.reason, entry.standing, rule, ties),
        )
        for entry in part
    ]


def prize(speaker_list: SpeakerList) -> Prize | None:
    """Who gets the year's prize; named if she agreed to be named in the lists of stars, or as a speaker."""
    winners = queries.winners(speaker_list.season)
    names = [name for name in map(_winner_name, winners) if name]
    return Prize(names, len(winners) - len(names), winners[0].stars) if winners else None


def _winner_name(standing: Standing) -> str:
    member, entry = standing.member, getattr(standing, "speaker_entry", None)
    agreed = member.in_star_lists or (entry is not None and entry.in_public)
    return member.name if agreed and member.left_at is None else ""
