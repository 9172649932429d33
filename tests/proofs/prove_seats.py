"""Two hundred members sign up for forty seats at the same time, and some leave in between.

Everything goes over HTTP to live web processes, while a watcher counts the taken seats. Afterwards: never one too
many, no number twice, nobody lost, and the waiting list in the order of asking.
"""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.proofs import services
from tests.proofs.harness import Site, free_port, site, wait_until
from tests.proofs.quiz_browser import Tab, at_once

SITE_SIDE = "tests.proofs.seat_site:"
PEOPLE, SEATS = 200, 40
WHOLE, SHORT = 10, 1  # rounds, each with an event of its own
# What members do one after the other: most sign up, some twice; some leave, and some of these come back.
WAYS = [["sign_up"]] * 5 + [["sign_up", "sign_up"], ["sign_up", "leave"], ["sign_up", "leave", "sign_up"]]


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database in turn, the site as it is and then a naive one, whose faults must be found."""
    for database in services.DATABASES:
        began = time.monotonic()
        with site(database) as proof_site:
            naive = free_port()
            proof_site.serve(workers=4)
            proof_site.start_web(naive, 4, DJANGO_SETTINGS_MODULE="tests.proofs.naive.settings")
            rounds = SHORT if short else WHOLE
            bad = sum(sign_up(proof_site, proof_site.port, number) for number in range(rounds))
            wait_until(lambda port=naive: Tab(port, {"session": "", "token": ""}).answers(), seconds=60)
            found = sign_up(proof_site, naive, 0)
        yield {
            "id": "seats",
            "database": database,
            "broker": "none",
            "n": PEOPLE * rounds,
            "bad": bad,
            "planted_fault_found": found > 0,
            "seconds": round(time.monotonic() - began, 1),
        }


def sign_up(proof_site: Site, port: int, number: int) -> int:
    """All members at once; how many faults there were."""
    event = proof_site.call(SITE_SIDE + "prepare", PEOPLE, SEATS)
    stop = Path(proof_site.directory) / f"stop-{event['event']}"
    watcher = proof_site.start(SITE_SIDE + "watch", event["event"], str(stop))
    chance = random.Random(number)
    ways = [chance.choice(WAYS) for _ in range(PEOPLE)]
    pairs = zip(event["people"], ways, strict=True)
    people = at_once([lambda who=who, way=way: go(port, event, who, way) for who, way in pairs])
    stop.touch()
    log = {"event": event["event"], "people": people, "watched": proof_site.result(watcher)}
    path = Path(proof_site.directory) / f"log-{event['event']}.json"
    path.write_text(json.dumps(log))
    return int(proof_site.call(SITE_SIDE + "faults", str(path)))


def go(port: int, event: dict[str, Any], who: dict[str, Any], way: list[str]) -> dict[str, Any]:
    """One member, one request after the other."""
    tab = Tab(port, who)
    return {"member": who["member"], "done": [{"what": what, **tab.post(event[what], "")} for what in way]}
