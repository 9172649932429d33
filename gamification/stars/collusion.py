"""Signs that members may give each other stars by arrangement, for people who look and decide.

Each sign may have a good reason: two villages that learn from each other make a ring too. So nothing follows from one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext_lazy as _

from gamification.members.models import Member
from gamification.stars.models import Season, StarEntry

BURST, BURST_HOURS = 5, 24  # so many of a kind within so many hours
NEW_DAYS, NEW_GIVEN = 14, 2  # so many given by members who had joined so shortly before
SHOWN, ENTRIES = 50, 10

Edges = dict[int, dict[int, set[str]]]  # giver -> receiver -> the facts


class Indicator(NamedTuple):
    """Who, how many entries, and the newest of them."""

    members: list[Member]
    many: int
    entries: list[StarEntry]


class IndicatorGroup(NamedTuple):
    """A kind of sign with what it means, and where it was seen."""

    label: object
    meaning: object
    indicators: list[Indicator]


def collusion_indicators(season: Season) -> list[IndicatorGroup]:
    """All signs of a season, of each kind as many as a person can look through."""
    rows = StarEntry.objects.filter(season=season, reverses=None, reversed_by=None)
    return [
        IndicatorGroup(
            _("Rings"), _("Two or three members whose stars came from each other."), _indicators(rows, _rings(rows))
        ),
        IndicatorGroup(
            _("Bursts"),
            _("Five or more entries of the same kind for one member within a day."),
            _indicators(rows, _bursts(rows)),
        ),
        IndicatorGroup(
            _("New accounts"),
            _("Stars that came from members who had joined less than two weeks before."),
            _indicators(rows, _new_accounts(rows)),
        ),
    ]


Found = tuple[tuple[int, ...], Q]  # members, and which entries


def _indicators(rows: QuerySet[StarEntry], found: Iterable[Found]) -> list[Indicator]:
    seen = list(islice(found, SHOWN))
    people = Member.objects.in_bulk({pk for members, _which in seen for pk in members})
    indicators = []
    for members, which in seen:
        entries = (
            rows.filter(which)
            .select_related("member", "given_by", "season", "reversed_by")
            .order_by("-recorded_at", "-pk")
        )
        indicators.append(Indicator([people[pk] for pk in members], entries.count(), list(entries[:ENTRIES])))
    return indicators


def _rings(rows: QuerySet[StarEntry]) -> Iterator[Found]:
    gives = _edges(rows)
    for first in sorted(gives):
        for second in sorted(gives[first]):
            if second > first and _is_ring(gives, first, second):
                yield (first, second), _around(first, second)
    for first in sorted(gives):
        for second in sorted(gives[first]):
            for third in sorted(gives.get(second, ())):
                if first < min(second, third) and second != third and _is_ring(gives, first, second, third):
                    yield (first, second, third), _around(first, second, third)


def _edges(rows: QuerySet[StarEntry]) -> Edges:
    """Who gave to whom."""
    gives: Edges = defaultdict(lambda: defaultdict(set))
    for giver, receiver, source in rows.exclude(given_by=None).values_list("given_by", "member", "source"):
        gives[giver][receiver].add(source)
    return dict(gives)


def _is_ring(gives: Edges, *ring: int) -> bool:
    """Does each give to the next? By facts of their own: one pact gives stars to both, and that is no ring."""
    facts = [gives.get(giver, {}).get(receiver, set()) for giver, receiver in _steps(ring)]
    return all(facts) and len(set().union(*facts)) >= len(ring)


def _steps(ring: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _around(*ring: int) -> Q:
    """The entries along a ring: from each to the next, and of two in both directions."""
    which = Q()
    for giver, receiver in _steps(ring):
        which |= Q(given_by=giver, member=receiver)
    return which


def _bursts(rows: QuerySet[StarEntry]) -> Iterator[Found]:
    """Where the fifth entry of a kind comes within a day after the first."""
    of_a_kind = [F("member"), F("cause")]
    first = Window(Lag("recorded_at", offset=BURST - 1), partition_by=of_a_kind, order_by="recorded_at")
    dense = rows.annotate(first=first).filter(recorded_at__lte=F("first") + timedelta(hours=BURST_HOURS))
    seen = set()
    for member, cause, since, until in dense.values_list("member", "cause", "first", "recorded_at"):
        if (member, cause) not in seen:
            seen.add((member, cause))
            yield (member,), Q(member=member, cause=cause, recorded_at__range=(since, until))


def _new_accounts(rows: QuerySet[StarEntry]) -> Iterator[Found]:
    new = Q(given_by__joined_at__gt=F("recorded_at") - timedelta(days=NEW_DAYS))
    found = rows.filter(new).values("member").annotate(given=Count("pk")).filter(given__gte=NEW_GIVEN)
    for member in found.order_by("-given", "member").values_list("member", flat=True)[:SHOWN]:
        yield (member,), new & Q(member=member)
