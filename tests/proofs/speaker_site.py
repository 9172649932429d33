"""The site's side of the proof of speakers: generated seasons, awards that race with the freeze, and the audit."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from cms.regions import REGIONS
from gamification.members.models import Member
from gamification.speakers import queries, selection
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.speakers.services import (
    TooLateError,
    answer,
    invite,
    pass_on_late,
    publish,
    save_list,
    take_snapshot,
)
from gamification.stars.models import Season, StarEntry, StarTotal
from gamification.stars.services import award, freeze
from tests.people import with_role

PEOPLE = 40
CODES = ["", *(code for _country, group in REGIONS for code, _name in group)]
UNDER_WAY, REFUSED = 60, 5  # awards before a season is frozen; those that each process tries in vain afterwards
PAUSE = 0.5  # seconds between a planted snapshot and its freeze
CAUSES = ("poll-first", "poll-second", "poll-third")  # without a limit


def prepare(races: int) -> list[int]:
    """Members, who looks after the club, and seasons to race in."""
    User = get_user_model()
    with_role(User.objects.create(email="speakers@example.org"), "club-administrators")
    for n in range(PEOPLE):
        person = User.objects.create(email=f"speaker{n}@example.org")
        Member.objects.create(person=person, name=f"Асанова {n}", role="deputy", region=CODES[n % len(CODES)])
    return _open_seasons(races)


def export(numbers: list[int], planted: list[int], folder: str, database: str) -> int:
    """Publish a season for each number and write its two files. The data follow from the number alone, the order of
    the rows from the database too. Planted: equals stay in the order of the rows.
    """
    by, members = get_user_model().objects.get(email="speakers@example.org"), list(Member.objects.order_by("pk"))
    for number in numbers:
        _write(_publish(_season(f"proof-{number}", members, database), by), Path(folder))
    for number in planted:
        season = _season(f"planted-{number}", members, database)
        with patch.object(selection, "tiebreak", lambda _season, _pseudonym: ""):
            made = _publish(season, by)
        _write(made, Path(folder))
    return len(numbers)


def _publish(season: Season, by: Any) -> SpeakerList:
    rule = _rule(random.Random(f"rule-{season.code}"))
    return publish(speaker_list=save_list(season=season, by=by, **rule), by=by)


def _write(made: SpeakerList, folder: Path) -> None:
    code = made.season.code
    (folder / f"{code}.snapshot.json").write_bytes(queries.snapshot_file(made))
    (folder / f"{code}.list.json").write_bytes(queries.list_file(made))


@transaction.atomic
def _season(code: str, members: list[Member], database: str) -> Season:
    chance, number = random.Random(code), int(code.rpartition("-")[2])
    begun = datetime(1999, 1, 1, tzinfo=UTC)
    ended = begun + timedelta(days=100 + number % 250, hours=number % 24)
    season = Season.objects.create(
        code=code,
        zone=chance.choice(["Asia/Bishkek", "Asia/Almaty", "Asia/Qyzylorda"]),
        starts_at=begun,
        cut_off_at=ended,
        frozen_at=ended,
    )
    rows = [
        Standing(
            season=season,
            member=member,
            pseudonym=f"{chance.getrandbits(40):010X}",
            stars=chance.randint(1, 6),
            causes=chance.randint(1, 3),
            region=chance.choice(CODES[: chance.choice([3, 6, 30])]),
            newcomer=chance.random() < 0.3,
        )
        for member in members[: chance.randint(1, PEOPLE)]
    ]
    random.Random(f"{database}-{code}").shuffle(rows)
    Standing.objects.bulk_create(rows)
    return season


def _rule(chance: random.Random) -> dict[str, int]:
    places = chance.randint(1, 15)
    share = chance.choice([1, 20, 34, 40, 50, 100])
    return {
        "places": places,
        "least_stars": 1,
        "region_share": share,
        "newcomer_places": chance.randint(0, min(places, 4)),
    }


# Races


def _open_seasons(count: int) -> list[int]:
    """Seasons that are over and not frozen yet, none of which touches another."""
    now = timezone.now()
    seasons = []
    for n in range(count):
        begun = now - timedelta(days=10 * (n + 2))
        times = {"starts_at": begun, "cut_off_at": begun + timedelta(days=5)}
        seasons.append(Season.objects.create(code=f"race-{n}", zone="Asia/Bishkek", **times).pk)
    return seasons


def award_each(seasons: list[int], process: int) -> list[int]:
    """In each season in turn awards of a day within it, as fast as they go, until it takes no more; how many were given
    in each.
    """
    members = list(Member.objects.order_by("pk"))
    chance = random.Random(process)
    found = []
    for season in (Season.objects.get(pk=pk) for pk in seasons):
        given = refused = 0
        while refused < REFUSED:
            member, cause = chance.choice(members), chance.choice(CAUSES)
            at = season.starts_at + timedelta(days=1)
            source = f"{season.pk}:{process}:{given}"
            entry = award(member=member, cause=cause, source=source, title="Суу", at=at)
            given, refused = given + (entry is not None), refused + (entry is None)
        found.append(given)
    return found


def freeze_each(seasons: list[int], planted: list[int]) -> int:
    """Freeze each in the midst of its awards; the planted ones as one does at first: count, then close the door."""
    for season in (Season.objects.get(pk=pk) for pk in seasons):
        while StarEntry.objects.filter(season=season).count() < UNDER_WAY:
            time.sleep(0.02)
        if season.pk in planted:
            take_snapshot(season=season)
            time.sleep(PAUSE)
            Season.objects.filter(pk=season.pk).update(frozen_at=timezone.now())
        else:
            freeze(season=season)
    return len(seasons)


def faults(seasons: list[int]) -> list[list[str]]:
    """Where the snapshot is not the ledger (everybody's sum and causes, and nobody more): in all but the last season,
    and in the last.
    """
    found = [list(_faults_of(Season.objects.get(pk=pk))) for pk in seasons]
    return [[fault for each in found[:-1] for fault in each], found[-1]]


def _faults_of(season: Season) -> Iterator[str]:
    if not season.frozen_at:
        yield f"{season}: not frozen"
    sums: dict[int, int] = {}
    causes: dict[int, int] = {}
    by_cause = StarEntry.objects.filter(season=season).values("member", "cause").annotate(sum=Sum("amount"))
    for row in by_cause:
        sums[row["member"]] = sums.get(row["member"], 0) + row["sum"]
        causes[row["member"]] = causes.get(row["member"], 0) + (row["sum"] > 0)
    counted = {one.member_id: one for one in Standing.objects.filter(season=season)}
    totals: dict[Any, int] = dict(StarTotal.objects.filter(season=season, total__gt=0).values_list("member", "total"))
    for member in sorted(sums.keys() | counted.keys() | totals.keys()):
        one = counted.get(member)
        if one is None or (one.stars, one.causes) != (sums.get(member), causes.get(member)):
            yield f"{season}: member {member} has {sums.get(member)} stars, the snapshot says {one and one.stars}"
        if totals.get(member) != sums.get(member):
            yield f"{season}: the total of {member} is {totals.get(member)}, her entries make {sums.get(member)}"


# Answers at the last moment


def invite_some() -> int:
    """A published list with half as many places as members, and the first invited."""
    by, ended = get_user_model().objects.get(email="speakers@example.org"), timezone.now() - timedelta(days=1)
    times = {"starts_at": ended - timedelta(days=1), "cut_off_at": ended, "frozen_at": ended}
    season = Season.objects.create(code="calls", zone="Asia/Bishkek", **times)
    Standing.objects.bulk_create(
        Standing(season=season, member=member, pseudonym=f"P{member.pk}", stars=member.pk, causes=1, newcomer=False)
        for member in Member.objects.all()
    )
    rule = {"places": PEOPLE // 2, "least_stars": 1, "region_share": 100, "newcomer_places": 0}
    made = save_list(season=season, by=by, answer_by=timezone.now() + timedelta(days=1), **rule)
    invite(speaker_list=publish(speaker_list=made, by=by), by=by)
    return made.pk


def answer_late(made: int, process: int) -> list[int]:
    """Every second of the invited accepts about when her time is over; how many did, how many were told it is late."""
    chance, told = random.Random(process), [0, 0]
    invitations = SpeakerEntry.objects.filter(speaker_list=made, state="invited")
    while invitations.exists():
        for entry in [entry for entry in invitations.all() if entry.place % 2 == process]:
            over = timezone.now() + timedelta(seconds=0.05)
            invitations.filter(pk=entry.pk).update(answer_by=over)
            time.sleep(chance.random() * 0.1)
            try:
                answer(entry=entry, accept=True, talk="Суу")
                told[0] += 1
            except TooLateError:
                told[1] += 1
    return told


def pass_on(made: int) -> int:
    """Call the next in line, over and over, until nobody is invited any more; how many were late."""
    late = 0
    while SpeakerEntry.objects.filter(speaker_list=made, state="invited").exists():
        late += pass_on_late()
        time.sleep(0.005)
    return late


def wrong_answers(made: int, told: list[list[int]]) -> list[str]:
    """What is not as it must be after all have answered."""
    rows = list(SpeakerEntry.objects.filter(speaker_list=made))
    accepted = [row for row in rows if row.state == "accepted"]
    found = [f"{row}: accepted after her time" for row in accepted if row.answered_at > row.answer_by]
    said, late = (sum(each[n] for each in told) for n in range(2))
    if said != len(accepted):
        found.append(f"{said} were told that they speak, {len(accepted)} do")
    if len(accepted) > PEOPLE // 2:
        found.append(f"{len(accepted)} speak at {PEOPLE // 2} places")
    if len(accepted) < PEOPLE // 2 and any(row.state == "waiting" for row in rows):
        found.append(f"{len(accepted)} speak, and some still wait")
    if not said or not late:
        found.append(f"{said} in time and {late} late are no race")
    return found
