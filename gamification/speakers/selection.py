"""Who speaks at #ЧоңОй: a pure function of the snapshot. It knows neither Django nor a database, so anybody can run it:

    python -m gamification.speakers.selection SNAPSHOT.json

prints the list, byte for byte as it was published (docs/decisions/0068-choosing-speakers.md says why it is so).
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

SNAPSHOT_FORMAT, LIST_FORMAT = "jyldyz-speaker-snapshot-1", "jyldyz-speaker-list-1"
STARS, NEWCOMER, REGION, PASSED, RESERVE = "stars", "newcomer", "region", "passed", "reserve"
SPEAKERS = {STARS, NEWCOMER}  # reasons of who has a place; the others wait
FACTS = {"pseudonym": str, "stars": int, "causes": int, "region": str, "newcomer": bool}
LIMITS = {"places": int, "least_stars": int, "region_share": int, "newcomer_places": int}


class BadSnapshot(ValueError):
    """The file is no snapshot, or not a whole one."""


class Standing(NamedTuple):
    """A member as the snapshot knows her. `region` may be empty: then no share limits her."""

    pseudonym: str
    stars: int
    causes: int
    region: str
    newcomer: bool


class Rule(NamedTuple):
    """By what is chosen; `region_share` is per cent of the places. The season is part of every lot."""

    season: str
    places: int
    least_stars: int
    region_share: int
    newcomer_places: int

    @property
    def most_of_a_region(self) -> int:
        """Places that one region may have: its share rounded down, but at least one."""
        return max(self.places * self.region_share // 100, 1)


class Line(NamedTuple):
    """A line of the list: her place, and the code of the reason for it."""

    place: int
    standing: Standing
    tiebreak: str
    reason: str


class Candidate(NamedTuple):
    """A line of the published list, as far as it matters for who is called next."""

    region: str
    newcomer: bool
    waits: bool  # may be called
    speaks: bool  # invited, or has accepted


def tiebreak(season: str, pseudonym: str) -> str:
    """What decides between equals. Nobody chooses her pseudonym, so nobody chooses her lot; the smaller goes first."""
    return hashlib.sha256(f"{season}:{pseudonym}".encode()).hexdigest()


def select(standings: Iterable[Standing], rule: Rule) -> list[Line]:
    """The whole list in order of places: the speakers, then all others who have enough stars, in the line of reserves.

    Places for newcomers are kept for the best of them first; then everybody is taken in order while there is room,
    in her region too. The order is: more stars, then more causes, then the smaller lot.
    """
    ranked = sorted(
        ((-one.stars, -one.causes, tiebreak(rule.season, one.pseudonym), one) for one in standings),
        key=lambda key: key[:3],
    )
    order = [(drawn, one) for stars, _causes, drawn, one in ranked if -stars >= rule.least_stars]
    people = [one for _drawn, one in order]
    kept = _take((one for one in people if one.newcomer), rule, rule.newcomer_places, ())
    chosen = kept | _take(people, rule, rule.places, kept)
    by_stars_alone = _take(people, rule, rule.places, ())
    reason = {one: STARS if one in by_stars_alone else NEWCOMER for one in chosen}
    reason |= _why_not(people, chosen, rule)
    waiting = [pair for pair in order if pair[1] not in chosen]
    listed = [pair for pair in order if pair[1] in chosen] + waiting
    return [Line(place, one, drawn, reason[one]) for place, (drawn, one) in enumerate(listed, start=1)]


def _take(people: Iterable[Standing], rule: Rule, room: int, taken: Iterable[Standing]) -> set[Standing]:
    """Take people in their order until, with those taken already, the room is full; none above her region's share."""
    chosen = set(taken)
    regions = Counter(one.region for one in chosen if one.region)
    for one in people:
        if len(chosen) >= room:
            break
        if one not in chosen and not (one.region and regions[one.region] >= rule.most_of_a_region):
            chosen.add(one)
            regions[one.region] += 1
    return chosen


def _why_not(people: Sequence[Standing], chosen: set[Standing], rule: Rule) -> dict[Standing, str]:
    """Why each of the others waits: she was passed over (for her region's share, or for a newcomer), or simply comes
    later.
    """
    regions = Counter(one.region for one in chosen if one.region)
    last = max((n for n, one in enumerate(people) if one in chosen), default=-1)
    room_left = len(chosen) < rule.places
    found = {}
    for n, one in enumerate(people):
        if one not in chosen:
            full = bool(one.region) and regions[one.region] >= rule.most_of_a_region
            passed_over = n < last or room_left
            found[one] = (REGION if full else PASSED) if passed_over else RESERVE
    return found


def next_in_line(line: Sequence[Candidate], rule: Rule) -> int | None:
    """Who of the line (in order of places) is called to a free place: her index, or None.

    The first who waits and whose region has room; a newcomer, while only as many places are free as newcomers lack.
    """
    speaking = [one for one in line if one.speaks]
    free = rule.places - len(speaking)
    if free <= 0:
        return None
    regions = Counter(one.region for one in speaking if one.region)
    fits = [
        n
        for n, one in enumerate(line)
        if one.waits and not (one.region and regions[one.region] >= rule.most_of_a_region)
    ]
    lacking = rule.newcomer_places - sum(one.newcomer for one in speaking)
    newcomers = [n for n in fits if line[n].newcomer] if lacking >= free else []
    return next(iter(newcomers or fits), None)


# The two files


def dump(data: Any) -> bytes:
    """The one way to write either file: sorted keys, fixed separators, a line end."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def snapshot_file(rule: Rule, cut_off_at: str, zone: str, standings: Iterable[Standing]) -> bytes:
    """Everything that the list is computed from, and nothing else of anybody; in the order of pseudonyms."""
    people = [one._asdict() for one in sorted(standings)]
    head = {"format": SNAPSHOT_FORMAT, "season": rule.season, "cut_off_at": cut_off_at, "zone": zone}
    return dump({**head, "rule": _limits(rule), "standings": people})


def list_file(rule: Rule, snapshot: bytes, lines: Iterable[Line]) -> bytes:
    """The list, with the hash of the snapshot from which it follows."""
    entries = [
        {"place": line.place, "lot": line.tiebreak, "reason": line.reason, **line.standing._asdict()} for line in lines
    ]
    digest = hashlib.sha256(snapshot).hexdigest()
    head = {"format": LIST_FORMAT, "season": rule.season, "snapshot_sha256": digest}
    return dump({**head, "rule": _limits(rule), "list": entries})


def _limits(rule: Rule) -> dict[str, int]:
    return {name: getattr(rule, name) for name in LIMITS}


def recompute(snapshot: bytes) -> bytes:
    """The list's file from the snapshot's. BadSnapshot when it is none."""
    try:
        data = json.loads(snapshot)
        if data["format"] != SNAPSHOT_FORMAT:
            raise BadSnapshot("This file is not a snapshot of a season.")
        rule = Rule(season=_exactly(str, data["season"]), **_fields(data["rule"], LIMITS))
        standings = [Standing(**_fields(one, FACTS)) for one in data["standings"]]
        cut_off = _exactly(str, data["cut_off_at"]), _exactly(str, data["zone"])
        canonical = snapshot_file(rule, *cut_off, standings)
    except BadSnapshot:
        raise
    except (KeyError, TypeError, ValueError) as fault:  # no JSON, no UTF-8, other fields, other types
        raise BadSnapshot("This file is not a snapshot of a season.") from fault
    if len({one.pseudonym for one in standings}) != len(standings):
        raise BadSnapshot("A pseudonym stands in the snapshot twice.")
    return list_file(rule, canonical, select(standings, rule))


def _fields(found: dict[str, Any], wanted: Mapping[str, type]) -> dict[str, Any]:
    if found.keys() != wanted.keys():
        raise TypeError(found)
    return {name: _exactly(kind, found[name]) for name, kind in wanted.items()}


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def main(arguments: Sequence[str]) -> int:
    """Print the list of a snapshot; 1 with a sentence when that cannot be done, 2 when no file is named."""
    if len(arguments) != 1:
        sys.stderr.write("python -m gamification.speakers.selection SNAPSHOT.json\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:
            found = recompute(file.read())
    except (OSError, BadSnapshot) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
