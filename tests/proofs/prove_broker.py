"""The broker stopped, and frozen, for a minute: people enrol, learn, pass and take their certificates in the usual
time, since no request ever talks to it. Afterwards the workers go on by themselves. A call that does talk to the
broker is held up by it, which shows that the broker was gone.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.proofs import services
from tests.proofs.harness import ROOT, Site, free_port, site, wait_until
from tests.proofs.quiz_browser import Tab, at_once

SITE_SIDE = "tests.proofs.broker_site:"
PACKAGE = ROOT / "lms" / "demo" / "content" / "safe-school"
WHOLE, SHORT = 60, 5  # seconds without the broker
AT_ONCE = 4  # people at a time
SLOWER, GRACE = 3, 1.0  # slower than usual: three times the slowest usual answer, and a second for a busy machine
NEVER = float("inf")
START_OF_A_PROCESS = 20.0  # seconds that Django may need to start on a busy machine

Times = list[tuple[str, float]]


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database, with a Redis of the proof's own."""
    for database in services.DATABASES:
        port = free_port()
        began = time.monotonic()
        with site(database, broker_url=f"redis://127.0.0.1:{port}/0") as proof_site:
            found = prove(proof_site, Redis(proof_site.directory, port), SHORT if short else WHOLE)
        yield {
            "id": "broker",
            "database": database,
            "broker": "redis",
            **found,
            "seconds": round(time.monotonic() - began, 1),
        }


class Redis:
    """A Redis server that can be stopped and frozen."""

    def __init__(self, directory: Path, port: int) -> None:
        self.command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(directory)]
        self.port = port
        self.start()

    def start(self) -> None:
        """Start it, empty."""
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        wait_until(lambda: services.answers(f"redis://127.0.0.1:{self.port}", self.port), seconds=20)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Gone with everything that it held."""
        self.process.kill()
        self.process.wait()
        yield
        self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """There, and silent."""
        os.kill(self.process.pid, signal.SIGSTOP)
        yield
        os.kill(self.process.pid, signal.SIGCONT)


def prove(proof_site: Site, redis: Redis, seconds: float) -> dict[str, Any]:
    """The usual times, then without the broker; how many answers were slow or wrong, or certificates missing."""
    try:
        open_the_site(proof_site)
        usual = go_for(proof_site, seconds)
        limit = SLOWER * max(took for _what, took in usual if took < NEVER) + GRACE
        times: Times = []
        held_up = True
        for gone in (redis.stopped, redis.frozen):
            with gone():
                times += go_for(proof_site, seconds)
                held_up = held_up and is_held_up(proof_site, limit)
        bad = sum(took > limit for _what, took in usual + times) + never_rendered(proof_site)
    finally:
        with suppress(ProcessLookupError):
            redis.process.kill()
    return {
        "n": len(times),
        "bad": bad,
        "usual_slowest_s": slowest(usual),
        "without_slowest_s": slowest(times),
        "planted_fault_found": held_up,
    }


def open_the_site(proof_site: Site) -> None:
    """A course with its content, web processes, a worker and the clock."""
    proof_site.manage("make_signing_key", str(proof_site.directory / "keys" / "signing.json"), "--demo")
    proof_site.manage("setup_site")
    proof_site.manage("load_course", str(PACKAGE))
    proof_site.call(SITE_SIDE + "make_easy")
    proof_site.serve(workers=4)
    proof_site.worker(beat=False)
    proof_site.clock()


def go_for(proof_site: Site, seconds: float) -> Times:
    """People go the whole way, four at a time, until the time is over; how long each answer took."""
    end = time.monotonic() + seconds
    times: Times = []
    while not times or time.monotonic() < end:
        people = proof_site.call(SITE_SIDE + "people", AT_ONCE)
        for found in at_once([lambda person=person: learn(proof_site, person) for person in people]):
            times += found
        addresses = proof_site.call(SITE_SIDE + "certificates_of", [person["person"] for person in people])
        times += [("certificate", NEVER)] * (AT_ONCE - len(addresses))
        for person, address in zip(people, addresses, strict=False):
            times.append(take(Tab(proof_site.port, person), address))
    return times


def learn(proof_site: Site, person: dict[str, Any]) -> Times:
    """One person enrols and does everything; how long each answer took."""
    tab, times = Tab(proof_site.port, person), []

    def timed(what: str, address: str, body: str) -> str:
        answer = tab.post(address, body)
        times.append((what, answer["done"] - answer["sent"] if answer["status"] == 302 else NEVER))
        return str(answer["location"])

    timed("enrol", person["enrol"], "")
    for kind, address in person["steps"]:
        if kind == "quiz":
            pass_quiz(tab, address, timed)
        else:
            timed("complete", address, "note=done")
    return times


def pass_quiz(tab: Tab, address: str, timed: Callable[[str, str, str], str]) -> None:
    """Guess until it is passed."""
    chance = random.Random(address)
    for _attempt in range(8):
        attempt = timed("start-quiz", address, "")
        for question in tab.questions(attempt):
            timed("save-answer", attempt, question.answer(chance))
        timed("submit-quiz", f"{attempt}submit/", "anyway=1")
        if b'data-do="continue"' in tab.file(attempt):
            return


def take(tab: Tab, address: str) -> tuple[str, float]:
    """Take the certificate's file."""
    began = time.monotonic()
    pdf = tab.file(address)
    return "certificate", time.monotonic() - began if pdf.startswith(b"%PDF") else NEVER


def is_held_up(proof_site: Site, limit: float) -> bool:
    """Does a call that publishes take longer than any answer may?"""
    process = proof_site.start(SITE_SIDE + "publish")
    try:
        return process.wait(timeout=START_OF_A_PROCESS + limit) != 0
    except subprocess.TimeoutExpired:
        process.kill()
        return True


def never_rendered(proof_site: Site) -> int:
    """Somebody finishes and does not ask for the file: how many files the workers have not made in two minutes."""
    for person in proof_site.call(SITE_SIDE + "people", 1):
        learn(proof_site, person)
    try:
        wait_until(lambda: not proof_site.call(SITE_SIDE + "waiting"), seconds=120, pause=2)
    except TimeoutError:
        return int(proof_site.call(SITE_SIDE + "waiting"))
    return 0


def slowest(times: Times) -> dict[str, float]:
    """The slowest answer of each kind, in seconds."""
    kinds = sorted({what for what, _took in times})
    return {kind: round(max(took for what, took in times if what == kind), 2) for kind in kinds}
