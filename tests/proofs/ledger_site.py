"""What the proof of the ledger does inside the site: members who get stars, clients who give them, the count after."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from gamification.members.models import Member
from gamification.members.services import join
from gamification.stars.models import Season, StarEntry, StarRule, StarTotal
from gamification.stars.services import AlreadyReversedError, SeasonFrozenError, award, freeze, reverse
from tests.people import with_role
from tests.proofs.prove_ledger import done_so_far

MEMBERS = 40
LIMITED, LIMIT = "poll-first", 50  # five stars each: the limit is reached by many at once
UNLIMITED = "practice-used"
AGAIN = 40  # items that a worker does once more after it was killed
PAUSE = 0.01  # what a busy machine puts between two statements

Item = tuple[int, str, str]  # member, cause, source


def prepare(worlds: int) -> list[dict[str, Any]]:
    """Some worlds: each with a season past its cut-off that is not counted yet, members, and who takes stars back."""
    StarRule.objects.filter(cause=LIMITED).update(season_limit=LIMIT)
    StarRule.objects.filter(cause=UNLIMITED).update(season_limit=0)
    return [_world(number) for number in range(worlds)]


def _world(number: int) -> dict[str, Any]:
    now, User = timezone.now(), get_user_model()
    times = {"starts_at": now - timedelta(days=10 * number + 9), "cut_off_at": now - timedelta(days=10 * number)}
    season = Season.objects.create(code=f"s{number}", zone="Asia/Bishkek", **times)
    people = [User.objects.create(email=f"{number}-{n}@example.org") for n in range(MEMBERS + 1)]
    with_role(people[-1], "club-administrators")
    members = [join(person=person, name=f"M{n}", role="friend").pk for n, person in enumerate(people[:-1])]
    return {"season": season.pk, "members": members, "by": people[-1].pk}


def items(world: dict[str, Any], many: int, seed: str) -> list[Item]:
    """What is to be awarded; a third is a repeat of something, and both workers have the same repeats."""
    chance = random.Random(seed)
    facts = [
        (chance.choice(world["members"]), LIMITED if n % 4 == 0 else UNLIMITED, f"fact:{n}")
        for n in range(many * 2 // 3)
    ]
    found = [*facts, *(chance.choice(facts) for _ in range(many - len(facts)))]
    chance.shuffle(found)
    return found


def taken_back(item: Item) -> bool:
    """Every seventh fact is reversed by each who meets it."""
    return int(item[2].partition(":")[2]) % 7 == 0


def work(world: dict[str, Any], progress: str, many: int, threads: int, naive: bool) -> int:
    """One worker: so many clients at once do all that one before it, which was killed, has not done; how many tries
    failed because the database was busy.
    """
    todo, log = items(world, many, str(world["season"])), Path(progress)
    done = {int(number) for number in log.read_text().split()} if log.exists() else set()
    left = iter([number for number in range(many) if number not in done] + sorted(done)[-AGAIN:])
    by, lock = get_user_model().objects.get(pk=world["by"]), Lock()
    at = Season.objects.get(pk=world["season"]).cut_off_at - timedelta(days=1)
    act = naive_act if naive else our_act

    def client(_number: int) -> int:
        failed = 0
        while (number := _next(left, lock)) is not None:
            while not _tried(act, todo[number], by, at):
                failed += 1
            with lock, log.open("a") as written:
                written.write(f"{number}\n")
        connection.close()
        return failed

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(client, range(threads)))


def _next(left: Iterator[int], lock: Lock) -> int | None:
    with lock:
        return next(left, None)


def _tried(act: Callable[..., None], *facts: Any) -> bool:
    try:
        act(*facts)
    except OperationalError:
        time.sleep(PAUSE)
        return False
    return True


def our_act(item: Item, by: Any, at: Any) -> None:
    """Award, and take every seventh back."""
    member, cause, source = item
    entry = award(member=Member(pk=member), cause=cause, source=source, title="x", at=at)
    if entry and taken_back(item):
        try:
            reverse(entry=StarEntry.objects.select_related("member", "given_by").get(pk=entry.pk), reason="x", by=by)
        except (AlreadyReversedError, SeasonFrozenError):
            return


def naive_act(item: Item, by: Any, at: Any) -> None:
    """As one writes it at first: look, then insert; read the sum, then write it."""
    member, cause, source = item
    season = Season.objects.filter(starts_at__lte=at, cut_off_at__gt=at, frozen_at=None).first()
    same = {"season": season, "member_id": member, "cause": cause, "source": source}
    if season is None or StarEntry.objects.filter(**same).exists():
        return
    time.sleep(PAUSE)
    StarEntry.objects.create(**same, amount=2, title="x", key=uuid4().hex, recorded_at=at)
    total, _new = StarTotal.objects.get_or_create(season=season, member_id=member)
    time.sleep(PAUSE)
    total.total += 2
    total.save()


def freeze_amid(season: int, progress: str, so_far: int) -> int:
    """Count the season once so many stars of it are given; how many entries there were then."""
    while done_so_far(Path(progress)) < so_far:
        time.sleep(0.005)
    with transaction.atomic():
        freeze(season=Season.objects.get(pk=season))
        return StarEntry.objects.filter(season=season).count()


def faults(worlds: list[dict[str, Any]], many: list[int]) -> list[dict[str, int]]:
    """What in each world is not as it must be: kind -> how often."""
    return [_faults(world, count) for world, count in zip(worlds, many, strict=True)]


def _faults(world: dict[str, Any], many: int) -> dict[str, int]:
    entries = StarEntry.objects.filter(season=world["season"])
    sums = dict(entries.values_list("member").annotate(Sum("amount")))
    totals = dict(StarTotal.objects.filter(season=world["season"]).values_list("member", "total"))
    awards, reversals = entries.filter(reverses=None), entries.exclude(reverses=None)
    limited = entries.filter(cause=LIMITED).values("member").annotate(sum=Sum("amount"))
    found = {
        "sums": sum(sums.get(member, 0) != totals.get(member, 0) for member in world["members"]),
        "twice": awards.values("cause", "member", "source").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "reversed twice": reversals.values("reverses").annotate(n=Count("pk")).filter(n__gt=1).count(),
        "over the limit": limited.filter(sum__gt=LIMIT).count(),
        "changed": sum(not _refused(order) for order in ("UPDATE {} SET amount = 9", "DELETE FROM {}")),
    }
    if (frozen_with := world.get("frozen_with")) is not None:
        return {**found, "after the freeze": abs(entries.count() - frozen_with)}
    there = set(awards.values_list("member", "cause", "source"))
    standing = set(awards.filter(reversed_by=None).values_list("member", "cause", "source"))
    wanted = {item for item in items(world, many, str(world["season"])) if item[1] == UNLIMITED}
    return {**found, "lost": len(wanted - there), "not taken back": sum(map(taken_back, standing))}


def _refused(order: str) -> bool:
    """Does the database refuse to change the ledger?"""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order.format(StarEntry._meta.db_table))
    except IntegrityError:
        return True
    except DatabaseError:
        return False
    return False
