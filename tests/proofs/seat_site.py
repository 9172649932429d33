"""The site's side of the proof of seats: an event with its members, a watcher, and the check of what is stored."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from gamification.events.models import Event, Registration
from gamification.members.models import Member
from tests.proofs.quiz_site import session_of


def prepare(people: int, seats: int, events: int) -> dict[str, Any]:
    """So many events tomorrow, and members who are signed in."""
    return {"events": [_event(seats) for _ in range(events)], "people": [_member(str(n)) for n in range(people)]}


def _event(seats: int) -> dict[str, Any]:
    start = timezone.now() + timedelta(days=1)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    event = Event.objects.create(kind="workshop", title="Бюджет", language="ky", seats=seats, **times)
    addresses = {"sign_up": "event-sign-up", "leave": "event-leave"}
    return {"event": event.pk} | {what: reverse(name, args=[event.pk]) for what, name in addresses.items()}


def _member(name: str) -> dict[str, Any]:
    person = get_user_model().objects.create(email=f"seat-{name}@example.org")
    return {"member": Member.objects.create(person=person, name=name, role="deputy").pk, **session_of(person)}


def watch(events: list[int], stop: str) -> dict[int, list[int]]:
    """Count the taken seats of each event over and over until the file `stop` is there; the most that there ever were,
    and the highest number ever seen.
    """
    most = {event: [0, 0] for event in events}
    rows = (
        Registration.objects.exclude(number=None).values_list("event").annotate(Count("pk"), Max("number")).order_by()
    )
    while not Path(stop).exists():
        for event, count, highest in rows.all():
            most[event] = [max(most[event][0], count), max(most[event][1], highest)]
        time.sleep(0.02)
    return most


def faults(path: str) -> list[int]:
    """For each event how many things are not as they must be; some are printed."""
    found = json.loads(Path(path).read_text())
    return [_told(_faults(log | {"watched": found["watched"][str(log["event"])]})) for log in found["events"]]


def _told(found: Iterator[str]) -> int:
    every = list(found)
    for fault in every[:20]:
        print(fault)
    return len(every)


def _faults(log: dict[str, Any]) -> Iterator[str]:
    seats = Event.objects.get(pk=log["event"]).seats
    rows = list(Registration.objects.filter(event=log["event"]))
    taken = {row.member_id: row for row in rows if row.number}
    waiting = {row.member_id: row for row in rows if not row.number}
    numbers = sorted(row.number for row in taken.values())
    if max([*log["watched"], len(numbers)]) > seats:
        yield f"seats: {log['watched']} seen, {len(numbers)} taken, there are {seats}"
    if len(set(numbers)) != len(numbers):
        yield "a number was given twice"
    stay = {each["member"] for each in log["people"] if each["done"] and each["done"][-1]["what"] == "sign_up"}
    yield from (f"{who} is lost" for who in stay - taken.keys() - waiting.keys())
    yield from (f"{who} has left and is there" for who in taken.keys() | waiting.keys() if who not in stay)
    if len(taken) != min(seats, len(stay)):
        yield f"{len(taken)} of {seats} seats are taken while {len(waiting)} wait"
    yield from (f"answered {one['status']}" for each in log["people"] for one in each["done"] if one["status"] != 302)
    yield from _out_of_order(log, taken, waiting)


def _out_of_order(
    log: dict[str, Any], taken: dict[int, Registration], waiting: dict[int, Registration]
) -> Iterator[str]:
    """Nobody sits who asked after one who waits; and the order stored is that of the requests where it was clear."""
    last = max((row.asked_at for row in taken.values()), default=None)
    yield from (
        f"{who} waits, and one who asked later sits" for who, row in waiting.items() if last and row.asked_at < last
    )
    rows = taken | waiting
    asking = {each["member"]: _asking(each["done"]) for each in log["people"]}
    asked = [(one, rows[member]) for member, one in asking.items() if one and member in rows]
    for one, row in asked:
        later = [other for then, other in asked if then["sent"] > one["done"] and other.asked_at < row.asked_at]
        yield from (f"{other.member_id} asked after {row.member_id} and stands before" for other in later)


def _asking(done: list[dict[str, Any]]) -> dict[str, Any]:
    """The request by which she got her place: asking once more gives the same."""
    asked: dict[str, Any] = {}
    for one in done:
        asked = {} if one["what"] == "leave" else asked or one
    return asked
