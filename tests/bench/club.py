"""A large club: 100,000 members and 1,000,000 entries in the season (or a tenth), written by the database itself, and
what totals kept beside the entries are worth.

Lines `stars_top` (the list of who has most) and `stars_place` (a member's balance and place). Their `ratio` is not one
of the ceiling: it tells how many times faster they are than the plain GROUP BY over the entries, asked in turn with it.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from statistics import median, quantiles
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.regions import REGIONS
from gamification.members.models import Member
from gamification.stars.models import Season, StarEntry, StarTotal
from gamification.stars.queries import leaderboard, rank, total
from gamification.stars.reasons import STAR_REASONS

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SEASON = "bench"
WHO = "clubwoman"  # the demo has a club@ of its own
FIRST = f"{WHO}1@example.org"

PEOPLE = """
    INSERT INTO accounts_user ({columns}) SELECT {values} FROM accounts_user one, generate_series(%s::int, %s::int) n
    WHERE one.email = %s
"""
MEMBERS = """
    INSERT INTO gamification_member ({columns}) SELECT {values} FROM gamification_member one, accounts_user u
    WHERE one.person_id = %s AND u.email LIKE 'clubwoman%%'
        AND NOT EXISTS (SELECT 1 FROM gamification_member m WHERE m.person_id = u.id)
"""
SHARED = {
    "council": "Кара-Суу",
    "role": "deputy",
    "languages": ["ky"],
    "in_directory": True,
    "shown": ["council", "region", "stars"],
}
EACH_MEMBER = {
    "person_id": "u.id",
    "name": "'Асанова Айгүл ' || u.id",
    "region": "(%s::text[])[1 + u.id %% %s]",
    "in_star_lists": "u.id %% 2 = 0",
    "joined_at": "now() - interval '1 day' * (u.id %% 900)",
}
# Ten entries a member on average, from one to nineteen, of one to five stars.
ENTRIES = """
    INSERT INTO gamification_starentry (season_id, member_id, amount, cause, source, title, path, key, reason,
        recorded_at)
    SELECT %(season)s, m.id, 1 + (m.id * 31 + n * 17) %% 5, (%(causes)s::text[])[1 + (m.id + n) %% 8], 'bench:' || n,
        'Суу түтүгү', 'practices/1/', 'star:bench:' || m.id || ':' || n, '', now() - interval '1 hour' * (n * 40)
    FROM gamification_member m, generate_series(1, 19) n
    WHERE n <= 1 + (m.id * 7919) %% 19
        AND NOT EXISTS (SELECT 1 FROM gamification_startotal t WHERE t.season_id = %(season)s AND t.member_id = m.id)
"""
TOTALS = """
    INSERT INTO gamification_startotal (season_id, member_id, total)
    SELECT season_id, member_id, sum(amount) FROM gamification_starentry WHERE season_id = %s GROUP BY 1, 2
    ON CONFLICT DO NOTHING
"""
PLAIN_TOP = """
    SELECT m.id, m.name, sum(e.amount) FROM gamification_starentry e JOIN gamification_member m ON m.id = e.member_id
    WHERE e.season_id = %s AND m.in_star_lists AND m.left_at IS NULL GROUP BY m.id, m.name ORDER BY 3 DESC, 1 LIMIT 101
"""
PLAIN_PLACE = """
    WITH sums AS (SELECT member_id, sum(amount) AS stars FROM gamification_starentry WHERE season_id = %s GROUP BY 1)
    SELECT stars, (SELECT count(*) FROM sums above WHERE above.stars > mine.stars) + 1 FROM sums mine
    WHERE member_id = %s
"""


def add_club(count: int) -> list[int]:
    """Members up to a number, with their entries of this season and their totals; how many of each there are then."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(days=60), "cut_off_at": now + timedelta(days=60)}
    season, _new = Season.objects.get_or_create(code=SEASON, defaults={**times, "zone": "Asia/Bishkek"})
    User = get_user_model()
    names = {"last_name": "Асанова", "first_name": "Айгүл"}
    first, _new = User.objects.get_or_create(email=FIRST, defaults={"password": "!", **names})
    Member.objects.get_or_create(person=first, defaults={"name": "Асанова Айгүл", **SHARED})
    present = User.objects.filter(email__startswith=WHO).count()
    regions = [code for _country, group in REGIONS for code, _name in group]
    with connection.cursor() as cursor:
        cursor.execute(copied(PEOPLE, User, {"email": f"'{WHO}' || n || '@example.org'"}), [present + 1, count, FIRST])
        cursor.execute(copied(MEMBERS, Member, EACH_MEMBER), [regions, len(regions), first.pk])
        cursor.execute(ENTRIES, {"season": season.pk, "causes": STAR_REASONS.names()})
        cursor.execute(TOTALS, [season.pk])
    return [model.objects.count() for model in (Member, StarEntry, StarTotal)]


def copied(statement: str, model: type[Model], each: dict[str, str]) -> str:
    """The statement with every column of the model: what differs in each row, and the rest as the row `one` has it.

    So a field that is new needs no word here.
    """
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = [each.get(column, f"one.{column}") for column in columns]
    return statement.format(columns=", ".join(columns), values=", ".join(values))


def measure() -> list[dict[str, Any]]:
    """The lines `stars_top` and `stars_place`."""
    season = Season.objects.get(code=SEASON)
    some = list(Member.objects.filter(person__email__startswith=WHO).order_by("pk")[::997])
    members = cycle(some or Member.objects.all()[:1])

    def balance() -> tuple[int, int]:
        member = next(members)
        return total(member, season), rank(member, season)

    return [
        line("stars_top", lambda: leaderboard(season.pk), lambda: ask_plainly(PLAIN_TOP, season.pk), each=20),
        line("stars_place", balance, lambda: ask_plainly(PLAIN_PLACE, season.pk, next(members).pk), each=100),
    ]


def ask_plainly(statement: str, *values: int) -> list[Any]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def line(name: str, ours: Callable[[], Any], plain: Callable[[], Any], each: int) -> dict[str, Any]:
    """A line of the report: ours and the plain query asked in turn, round after round."""
    ours(), plain()  # both warm up
    times: list[float] = []
    ratios = []
    for _ in range(ROUNDS):
        asked = [_milliseconds(ours) for _ in range(each)]
        ratios.append(median(_milliseconds(plain) for _ in range(3)) / median(asked))
        times += asked
    with CaptureQueriesContext(connection) as queries:
        ours()
    return {
        "name": name,
        "rps": round(1000 / median(times), 1),
        "p50_ms": round(median(times), 2),
        "p95_ms": round(quantiles(times, n=20)[-1], 2),
        "queries": len(queries),
        "ratio": round(median(ratios), 1),
    }


def _milliseconds(ask: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000
