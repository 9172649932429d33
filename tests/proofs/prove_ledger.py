"""The ledger of stars: 2 workers with 32 clients give 20,000 awards, a third of them repeats, and take every seventh
back, while the workers are killed 30 times; then a season is counted while they go on.

At the end sums equal the totals for all, each fact has its stars once, each was taken back at most once, no limit is
passed, nothing was lost, nothing came after the freeze, and the database refuses to change or delete a line. Services
that look first and write then (`ledger_site.naive_act`) must be found out.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.proofs import services
from tests.proofs.harness import Site, site

SITE_SIDE = "tests.proofs.ledger_site:"
WORKERS, CLIENTS = 2, 32
WHOLE, SHORT = (20_000, 30), (600, 3)  # awards, kills
RACE, PLANTED = 400, 120


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database in turn."""
    many, kills = SHORT if short else WHOLE
    each = [number // WORKERS for number in (many, RACE, PLANTED)]
    for database in services.DATABASES:
        began = time.monotonic()
        with site(database) as proof_site:
            worlds = proof_site.call(SITE_SIDE + "prepare", len(each))
            give(proof_site, worlds[0], each[0], kills)
            worlds[1]["frozen_with"] = freeze_amid(proof_site, worlds[1], each[1])
            give(proof_site, worlds[2], each[2], naive=True)
            *found, planted = proof_site.call(SITE_SIDE + "faults", worlds, each)
        yield {
            "id": "ledger",
            "database": database,
            "broker": "none",
            "n": many,
            "kills": kills,
            "bad": sum(sum(kinds.values()) for kinds in found),
            "faults": {kind: times for kinds in found for kind, times in kinds.items() if times},
            "planted_fault_found": planted["sums"] > 0 and planted["twice"] > 0,
            "seconds": round(time.monotonic() - began, 1),
        }


def give(proof_site: Site, world: dict[str, Any], many: int, kills: int = 0, *, naive: bool = False) -> None:
    """All workers go through all awards, and are killed on the way."""
    workers = {log: start(proof_site, world, log, many, naive) for log in logs_of(proof_site, world)}
    for number in range(kills):
        log = list(workers)[number % WORKERS]
        so_far = many * (number // WORKERS + 1) // (kills // WORKERS + 2)
        if not wait_for(workers[log], log, so_far):
            raise RuntimeError(f"{log} was ready before it could be killed")
        kill(proof_site, workers[log])
        workers[log] = start(proof_site, world, log, many, naive)
    for worker in workers.values():
        proof_site.result(worker)


def freeze_amid(proof_site: Site, world: dict[str, Any], many: int) -> int:
    """The season is counted in the middle of it all; how many entries it had then."""
    logs = logs_of(proof_site, world)
    freezer = proof_site.start(SITE_SIDE + "freeze_amid", world["season"], logs[0], many // 3)
    workers = [start(proof_site, world, log, many, False) for log in logs]
    frozen_with: int = proof_site.result(freezer)
    for worker in workers:
        proof_site.result(worker)
    return frozen_with


def logs_of(proof_site: Site, world: dict[str, Any]) -> list[str]:
    """Where each worker writes what it has done."""
    return [str(proof_site.directory / f"given-{world['season']}-{number}") for number in range(WORKERS)]


def start(proof_site: Site, world: dict[str, Any], log: str, many: int, naive: bool) -> "subprocess.Popen[str]":
    """A worker with its clients."""
    return proof_site.start(SITE_SIDE + "work", world, log, many, CLIENTS // WORKERS, naive)


def wait_for(worker: "subprocess.Popen[str]", log: str, so_far: int) -> bool:
    """Wait until so many awards are given; False when the worker ended before."""
    while worker.poll() is None:
        if done_so_far(Path(log)) >= so_far:
            return True
        time.sleep(0.01)
    return False


def done_so_far(progress: Path) -> int:
    """How many awards a worker has given."""
    return progress.read_text().count("\n") if progress.exists() else 0


def kill(proof_site: Site, worker: "subprocess.Popen[str]") -> None:
    """At once, whatever it is doing."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.communicate()
    proof_site.processes.remove(worker)
