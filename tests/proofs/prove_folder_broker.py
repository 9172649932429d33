"""Strange messages in the broker while the clock ticks: empty, half and foreign ones, files that cannot be read.

The worker, the same process, takes every tick, leaves nothing behind that can be removed, and does the work that waits
afterwards. In Redis and RabbitMQ the same messages lie. Celery with kombu's own transports dies of them.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from typing import Any

from tests.proofs import services
from tests.proofs.harness import Site, site, wait_until

SITE_SIDE = "tests.proofs.folder_site:"
NAIVE = {"DJANGO_SETTINGS_MODULE": "tests.proofs.naive_broker.settings"}
WHOLE, SHORT = 20_000, 600  # ticks
PLANTED_FOR = 20  # ticks there is a strange file
START = 90.0  # seconds that a worker may need on a busy machine
AT_LAST = 60.0  # seconds until a tick sent at last does its work


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each broker in turn."""
    for broker in services.BROKERS:
        began = time.monotonic()
        with site(broker=broker) as proof_site:
            found = (
                folder(proof_site, SHORT if short else WHOLE) if broker == "filesystem" else server(proof_site, broker)
            )
        yield {
            "id": "folder-broker",
            "database": "sqlite",
            "broker": broker,
            **found,
            "seconds": round(time.monotonic() - began, 1),
        }


def folder(proof_site: Site, ticks: int) -> dict[str, Any]:
    """Ticks from two processes, and strange files among them; then the same few for kombu's own transport."""
    queue = proof_site.env["CELERY_QUEUE"]
    place, naive_place = proof_site.directory / "broker" / queue, proof_site.directory / "naive"
    worker = proof_site.worker(beat=False)
    wait_until(place.is_dir, seconds=START)
    senders = [proof_site.start(SITE_SIDE + "tick", ticks // 2) for _ in range(2)]
    planted = proof_site.call(SITE_SIDE + "plant_files", str(place), ".msg", max(ticks // PLANTED_FOR, 100))
    sent = sum(proof_site.result(sender) for sender in senders)
    left = not_taken(worker, place, seconds=max(120.0, ticks / 10))
    bad = left + idle(proof_site, worker)
    naive = proof_site.worker(beat=False, **NAIVE)
    wait_until(lambda: list(naive_place.glob("control/*.exchange")), seconds=START)
    proof_site.call(SITE_SIDE + "plant_files", str(naive_place), f".{queue}.msg", 20)
    return {"n": sent, "planted": planted, "bad": bad, "planted_fault_found": dies(naive)}


def server(proof_site: Site, broker: str) -> dict[str, Any]:
    """Strange messages where only servers see them."""
    worker = proof_site.worker(beat=False)
    bad = idle(proof_site, worker)
    planted = proof_site.call(f"{SITE_SIDE}plant_in_{broker}")
    bad += idle(proof_site, worker)
    proof_site.close()
    naive = proof_site.worker(beat=False, **NAIVE)
    proof_site.call(f"{SITE_SIDE}plant_in_{broker}")
    return {"n": planted, "planted": planted, "bad": bad, "planted_fault_found": dies(naive)}


def not_taken(worker: Popen[str], place: Path, seconds: float) -> int:
    """Wait until the folder is empty but for folders, which nobody may remove; how many messages are left."""

    def left() -> list[Path]:
        return [path for path in place.iterdir() if path.is_symlink() or not path.is_dir()]

    with suppress(TimeoutError):
        wait_until(lambda: worker.poll() is not None or not left(), seconds=seconds, pause=0.5)
    return len(left())


def idle(proof_site: Site, worker: Popen[str]) -> int:
    """1 when the worker has died, or does not send a letter at the next tick."""
    proof_site.call(SITE_SIDE + "write_message")
    proof_site.call(SITE_SIDE + "tick", 1)
    try:
        wait_until(lambda: not proof_site.call(SITE_SIDE + "unsent"), seconds=AT_LAST, pause=1)
    except TimeoutError:
        return 1
    return int(worker.poll() is not None)


def dies(worker: Popen[str]) -> bool:
    """Does the worker end by itself?"""
    try:
        wait_until(lambda: worker.poll() is not None, seconds=START)
    except TimeoutError:
        return False
    return True
