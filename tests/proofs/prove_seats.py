"""Two hundred members sign up for forty seats at the same time, and some leave in between.

Everything goes over HTTP to live web processes, while a watcher counts the taken seats. Afterwards: never one too
many, no number twice, nobody lost, and the waiting list in the order of asking.
"""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.proofs import services
from tests.proofs.harness import Site, answers, free_port, site, wait_until
from tests.proofs.quiz_browser import Tab, at_once

SITE_SIDE = "tests.proofs.seat_site:"
PEOPLE, SEATS = 200, 40
WHOLE, SHORT = 10, 1  # rounds, each with an event of its own
# What members do one after the other: most sign up, some twice; some leave, and some of these come back.
WAYS = [["sign_up"]] * 5 + [["sign_up", "sign_up"], ["sign_up", "leave"], ["sign_up", "leave", "sign_up"]]


def run(short: bool) -> Iterator[dict[str, Any]]:
    """On each database the site as it is, and a naive one; in the short form both databases at the same time."""
    with ThreadPoolExecutor(len(services.DATABASES) if short else 1) as pool:
        yield from pool.map(lambda database: prove(database, SHORT if short else WHOLE), services.DATABASES)


def prove(database: str, rounds: int) -> dict[str, Any]:
    """So many events on a site that gives seats as it should, then one on a naive site."""
    began = time.monotonic()
    with site(database) as proof_site:
        naive = free_port()
        proof_site.start_web(proof_site.port, 4)
        proof_site.start_web(naive, 4, DJANGO_SETTINGS_MODULE="tests.proofs.naive.settings")
        world = proof_site.call(SITE_SIDE + "prepare", PEOPLE, SEATS, rounds + 1)
        ports = [proof_site.port] * rounds + [naive]
        for port in set(ports):
            wait_until(lambda port=port: answers(f"http://127.0.0.1:{port}/healthz"), seconds=120)
        found = attend(proof_site, world, ports)
    return {
        "id": "seats",
        "database": database,
        "broker": "none",
        "n": PEOPLE * rounds,
        "bad": sum(found[:-1]),
        "planted_fault_found": found[-1] > 0,
        "seconds": round(time.monotonic() - began, 1),
    }


def attend(proof_site: Site, world: dict[str, Any], ports: list[int]) -> list[int]:
    """Fill one event after the other, each at its port, under the eyes of the watcher; the faults of each."""
    log, stop = (Path(proof_site.directory) / name for name in ("log.json", "stop"))
    watcher = proof_site.start(SITE_SIDE + "watch", [event["event"] for event in world["events"]], str(stop))
    logs = [
        {"event": event["event"], "people": sign_up(port, event, world["people"], number)}
        for number, (event, port) in enumerate(zip(world["events"], ports, strict=True))
    ]
    stop.touch()
    log.write_text(json.dumps({"events": logs, "watched": proof_site.result(watcher)}))
    found: list[int] = proof_site.call(SITE_SIDE + "faults", str(log))
    return found


def sign_up(port: int, event: dict[str, Any], people: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """All members at once; what each did and was answered."""
    chance = random.Random(number)
    pairs = [(who, chance.choice(WAYS)) for who in people]
    return at_once([lambda who=who, way=way: go(port, event, who, way) for who, way in pairs])


def go(port: int, event: dict[str, Any], who: dict[str, Any], way: list[str]) -> dict[str, Any]:
    """One member, one request after the other."""
    tab = Tab(port, who)
    return {"member": who["member"], "done": [{"what": what, **tab.post(event[what], "")} for what in way]}
