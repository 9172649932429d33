"""Certificates exactly once: completions in live processes, while workers are killed and frozen.

Everybody who finishes gets one certificate: numbers without gap, serials, tokens, and files whose hash is the
register's. Then the button is pressed 32 times at once. A site that takes numbers without the lock is caught.
"""

import time
from collections.abc import Iterator
from typing import Any

from tests.proofs.chaos import Workers
from tests.proofs.harness import Site, site, wait_until
from tests.proofs.quiz_browser import Tab, at_once

SITE_SIDE = "tests.proofs.certificate_site:"
WHOLE, SHORT = (1000, 50), (60, 6)
PROCESSES, PRESSES, PLANTED = 4, 32, 16
SCENES = (("sqlite", "filesystem"), ("sqlite", "redis"), ("postgresql", "filesystem"), ("postgresql", "redis"))
SHORT_SCENES = (("sqlite", "filesystem"), ("postgresql", "redis"))
SMOKE = ("postgresql", "rabbitmq")


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database with each broker; RabbitMQ in the short form."""
    for database, broker in SHORT_SCENES if short else SCENES:
        yield prove(database, broker, *(SHORT if short else WHOLE))
    yield prove(*SMOKE, *SHORT)


def prove(database: str, broker: str, count: int, kills: int) -> dict[str, Any]:
    """One line."""
    began = time.monotonic()
    with site(database, broker) as proof_site:
        proof_site.manage("make_signing_key", str(proof_site.directory / "keys" / "signing.json"), "--demo")
        proof_site.clock()
        enrolments = proof_site.call(SITE_SIDE + "prepare", count)
        harmed = finish_while_workers_die(proof_site, enrolments, kills)
        bad = harmed + press(proof_site, enrolments)
        found = proof_site.call(SITE_SIDE + "faults", enrolments)
        more = proof_site.call(SITE_SIDE + "prepare", PLANTED)
        proof_site.call(SITE_SIDE + "plant", more)
        planted = proof_site.call(SITE_SIDE + "faults", enrolments + more)
    return {
        "id": "certificates",
        "database": database,
        "broker": broker,
        "n": count,
        "kills": kills,
        "bad": bad + len(found),
        "faults": found[:5],
        "planted_fault_found": bool(planted),
        "seconds": round(time.monotonic() - began, 1),
    }


def finish_while_workers_die(proof_site: Site, enrolments: list[int], kills: int) -> int:
    """Finish in several processes, harm the workers meanwhile; how many certificates never got their file."""
    workers = Workers(proof_site)
    every = 1.2
    parts = [enrolments[n::PROCESSES] for n in range(PROCESSES)]
    running = [proof_site.start(SITE_SIDE + "finish_each", part, kills * every) for part in parts]
    workers.harm(kills, every, longest_freeze=35 if kills > 10 else 5)
    for process in running:
        proof_site.result(process)
    workers.thaw()
    try:
        wait_until(lambda: not proof_site.call(SITE_SIDE + "waiting"), seconds=300, pause=1)
    except TimeoutError:
        return int(proof_site.call(SITE_SIDE + "waiting"))
    return 0


def press(proof_site: Site, enrolments: list[int]) -> int:
    """Press the button 32 times at once, and ask 32 times at once for the file; how many answers differ."""
    proof_site.serve(workers=4)
    learner = proof_site.call(SITE_SIDE + "a_finisher_without_a_name")
    enrolments.append(learner["enrolment"])
    tab = Tab(proof_site.port, learner)
    pressed = at_once([lambda: tab.post(learner["get"], "")] * PRESSES)
    addresses = {answer["location"] for answer in pressed}
    if len(addresses) != 1 or "/my/certificates/" not in (address := addresses.pop()):
        return len(addresses) + 1
    files = set(at_once([lambda: tab.file(f"{address}file/")] * PRESSES))
    return len(files) - 1 + sum(not file.startswith(b"%PDF") for file in files)
