"""The site's side of the proof of seats: an event with its members, a watcher, and the check of what is stored."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from gamification.events.models import Event, Seat
from gamification.members.models import Member
from tests.proofs.quiz_site import session_of


def prepare(people: int, seats: int) -> dict[str, Any]:
    """An event tomorrow, and so many members, signed in."""
    start = timezone.now() + timedelta(days=1)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    event = Event.objects.create(kind="workshop", title="Бюджет", language="ky", seats=seats, **times)
    addresses = {"sign_up": reverse("event-sign-up", args=[event.pk]), "leave": reverse("event-leave", args=[event.pk])}
    return {"event": event.pk, **addresses, "people": [_member(f"{event.pk}-{number}") for number in range(people)]}


def _member(name: str) -> dict[str, Any]:
    person = get_user_model().objects.create(email=f"seat-{name}@example.org")
    return {"member": Member.objects.create(person=person, name=name, role="deputy").pk, **session_of(person)}


def watch(event: int, stop: str) -> list[int]:
    """Count the taken seats over and over until the file `stop` is there; the most that there ever were, and the
    highest number ever seen.
    """
    most = highest = 0
    while not Path(stop).exists():
        numbers = list(Seat.objects.filter(event=event).exclude(number=None).values_list("number", flat=True))
        most, highest = max(most, len(numbers)), max([highest, *numbers])
        time.sleep(0.02)
    return [most, highest]


def faults(path: str) -> int:
    """How many things are not as they must be; each is printed."""
    found = list(_faults(json.loads(Path(path).read_text())))
    for fault in found[:20]:
        print(fault)
    return len(found)


def _faults(log: dict[str, Any]) -> Iterator[str]:
    seats = Event.objects.get(pk=log["event"]).seats
    rows = list(Seat.objects.filter(event=log["event"]))
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


def _out_of_order(log: dict[str, Any], taken: dict[int, Seat], waiting: dict[int, Seat]) -> Iterator[str]:
    """Nobody sits who asked after one who waits; and the order stored is that of the requests where it was clear."""
    last = max((row.asked_at for row in taken.values()), default=None)
    yield from (
        f"{who} waits, and one who asked later sits" for who, row in waiting.items() if last and row.asked_at < last
    )
    rows = taken | waiting
    asked = [(_asking(each["done"]), rows[each["member"]]) for each in log["people"] if each["member"] in rows]
    for one, row in asked:
        later = [other for then, other in asked if then["sent"] > one["done"] and other.asked_at < row.asked_at]
        yield from (f"{other.member_id} asked after {row.member_id} and stands before" for other in later)


def _asking(done: list[dict[str, Any]]) -> dict[str, Any]:
    """The request by which she got her place: asking once more gives the same."""
    asked: dict[str, Any] = {}
    for one in done:
        asked = {} if one["what"] == "leave" else asked or one
    return asked
