"""Who tries to link ballots to their voters, with one full look at the database.

The turnout tells in which order people voted. Laid beside the ballots in any order that a database gives away, it must
fit no better than by chance: of a random order about one ballot falls to its voter, whatever the number of voters
(Poisson with mean 1), and the correlation of the two orders is about normal with deviation 1 / sqrt(n - 1).
"""

from collections.abc import Iterator
from math import sqrt
from typing import NamedTuple

from django.db import connection

HITS = 10  # by chance, more than these once in a hundred million attacks
DEVIATIONS = 5.5  # by chance, beyond these once in twenty-five million
ORDERS = {
    "sqlite": {"as stored": "", "rowid": "rowid", "id": "id"},
    "postgresql": {"as stored": "", "ctid": "ctid", "xmin": "xmin::text::bigint, cmin::text::bigint", "id": "id"},
}


class Attack(NamedTuple):
    """How many voters were linked to their own ballot, and by how many deviations the orders fit."""

    name: str
    hits: float
    deviations: float

    @property
    def succeeds(self) -> bool:
        return self.hits > HITS or abs(self.deviations) > DEVIATIONS


def attacks(poll: int, truth: dict[int, str]) -> Iterator[Attack]:
    """Every attack on a poll. `truth` is each voter's receipt, which the attacker does not have."""
    for turnout, voters in _orders("turnout", "member_id", poll):
        for ballots, receipts in _orders("ballot", "receipt", poll):
            yield _fit(f"turnout {turnout}, ballots {ballots}", voters, receipts, truth)
    if connection.vendor == "postgresql":
        yield _same_transaction(poll, truth)


def _orders(table: str, column: str, poll: int) -> Iterator[tuple[str, list]]:
    with connection.cursor() as cursor:
        for name, order in ORDERS[connection.vendor].items():
            sorted_by = f"ORDER BY {order}" if order else ""
            cursor.execute(f"SELECT {column} FROM gamification_{table} WHERE poll_id = %s {sorted_by}", [poll])
            yield name, [row[0] for row in cursor.fetchall()]


def _fit(name: str, voters: list[int], receipts: list[str], truth: dict[int, str]) -> Attack:
    hits = sum(truth.get(voter) == receipt for voter, receipt in zip(voters, receipts, strict=False))
    where = {receipt: place for place, receipt in enumerate(receipts)}
    places = [where[truth[voter]] for voter in voters if truth.get(voter) in where]
    return Attack(name, hits, _correlation(places) * sqrt(max(len(places) - 1, 0)))


def _correlation(places: list[int]) -> float:
    """Of the places with 0, 1, 2 …"""
    count = len(places)
    if count < 2:
        return 0.0
    ranks = sorted(range(count), key=places.__getitem__)
    distance = sum((rank - place) ** 2 for place, rank in enumerate(ranks))
    return 1 - 6 * distance / (count * (count**2 - 1))


def _same_transaction(poll: int, truth: dict[int, str]) -> Attack:
    """Of the ballots that the voter's own transaction wrote, one is picked: how often it is hers, on average."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text, receipt FROM gamification_ballot WHERE poll_id = %s", [poll])
        written: dict[str, list[str]] = {}
        for xmin, receipt in cursor.fetchall():
            written.setdefault(xmin, []).append(receipt)
        cursor.execute("SELECT xmin::text, member_id FROM gamification_turnout WHERE poll_id = %s", [poll])
        sets = [(written.get(xmin, []), truth.get(member)) for xmin, member in cursor.fetchall()]
    return Attack("xmin equal", sum(1 / len(found) for found, hers in sets if hers in found), 0.0)
