"""The database goes away while people write: PostgreSQL behind a wire that is cut and frozen, SQLite locked by another.

Each person enrols and finishes a course; who is answered 503 sends the form again, from the page she got. An answer
must be the page that follows, or a 503 that says when to come back, in the language of the address, with what was
typed. At the end everything acknowledged is there, nothing is half there, and the same web processes serve on.
"""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from subprocess import run as run_command
from threading import Event, Thread
from typing import Any

from tests.proofs import cut, services
from tests.proofs.harness import Site, answers, free_port, site, wait_until

SITE_SIDE = "tests.proofs.database_site:"
WHOLE, SHORT, PLANTED = 200, 24, 24
WAIT_SECONDS = 2  # for a database that says nothing
GOOD, BAD = (0.2, 0.8), (WAIT_SECONDS + 0.5, 4.5)  # seconds that it is there, and away: longer than is waited
AT_ONCE, WORKERS = 8, 4
GIVE_UP = 300

Outage = Callable[[], AbstractContextManager[None]]


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database in turn, the site as it is and then a naive one, whose faults must be found."""
    for database in services.DATABASES:
        began = time.monotonic()
        count = SHORT if short else WHOLE
        with site(database) as proof_site, outages(proof_site, database) as (url, kinds):
            proof_site.manage("make_signing_key", str(proof_site.directory / "keys" / "signing.json"))
            proof_site.collect_static()
            bad = attend(proof_site, url, kinds, count)
            planted = attend(
                proof_site, url, kinds, PLANTED, DJANGO_SETTINGS_MODULE="tests.proofs.naive_database.settings"
            )
        yield {
            "id": "database",
            "database": database,
            "broker": "none",
            "n": count,
            "bad": sum(bad.values()),
            "planted_fault_found": planted["answers"] > 0 and planted["enrolment_without_letter"] > 0,
            "seconds": round(time.monotonic() - began, 1),
            **({"faults": bad} if sum(bad.values()) else {}),
        }


@contextmanager
def outages(proof_site: Site, database: str) -> Iterator[tuple[str, list[Outage]]]:
    """The database URL for the web processes, and the ways in which it goes away."""
    url = proof_site.env["DATABASE_URL"]
    if database == "sqlite":
        file = Path(proof_site.directory) / "db.sqlite3"
        yield url, [lambda: cut.locked(file)]
        return
    wire, through = cut.wire_to(url)
    try:
        yield through, [wire.cut, wire.frozen]
    finally:
        wire.close()


def attend(proof_site: Site, url: str, kinds: list[Outage], count: int, **environment: str) -> dict[str, int]:
    """So many people finish the course while the database comes and goes; the faults by kind."""
    people = proof_site.call(SITE_SIDE + "prepare", count)
    port = free_port()
    web = proof_site.start_web(port, WORKERS, DATABASE_URL=url, DATABASE_WAIT_SECONDS=str(WAIT_SECONDS), **environment)
    wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), seconds=90)
    wait_until(lambda: len(children(web.pid)) == WORKERS, seconds=30)  # the first answers before the last is there
    before, over = children(web.pid), Event()
    weather = Thread(target=come_and_go, args=(kinds, over))
    weather.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            logs = list(pool.map(lambda person: finish_course(port, person), people))
    finally:
        over.set()
        weather.join()
    refused = sum(log["refused"] for log in logs)
    return {
        "answers": sum(log["wrong"] for log in logs),
        "never_refused": int(refused < AT_ONCE / 2),  # then nothing was proved
        "restarted": int(children(web.pid) != before),
        "not_ready": int(Browser(port, people[0]).send("GET", "/readyz")[0] != 200),
        **proof_site.call(SITE_SIDE + "faults", [person["person"] for person in people]),
    }


def come_and_go(kinds: list[Outage], over: Event) -> None:
    """The database is away and there in turn, from the first moment on, until it is over; then it is there."""
    chance = random.Random(7)
    for outage in cycle(kinds):
        with outage():
            over.wait(chance.uniform(*BAD))
        if over.wait(chance.uniform(*GOOD)):
            return


def finish_course(port: int, person: dict[str, Any]) -> dict[str, int]:
    """Every step, sent again until it is taken."""
    log, browser, end = {"refused": 0, "wrong": 0}, Browser(port, person), time.monotonic() + GIVE_UP
    for address, body in person["steps"]:
        while time.monotonic() < end:
            status, headers, page = browser.send("POST", address, body)
            if status == 302 and "/accounts/login/" not in headers["Location"]:
                break
            log["refused"] += status == 503
            log["wrong"] += not plain_refusal(person, status, headers, page, body)
            time.sleep(0.5)
    return log


def plain_refusal(person: dict[str, Any], status: int, headers: Any, page: str, body: str) -> bool:
    """Is it a 503 that says when to come back, in the reader's language, with what she typed?"""
    kept = not body or person["note"] in page
    return status == 503 and headers["Retry-After"] == "30" and f'<html lang="{person["language"]}"' in page and kept


class Browser:
    """A signed-in person's."""

    def __init__(self, port: int, person: dict[str, Any]) -> None:
        self.port = port
        self.headers = {
            "Cookie": f"sessionid={person['session']}; csrftoken={person['token']}",
            "X-CSRFToken": person["token"],
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def send(self, method: str, address: str, body: str = "") -> tuple[int, Any, str]:
        """Status, headers and page; status 0 when the connection broke."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, address, body.encode(), self.headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        except (OSError, HTTPException):
            return 0, {}, ""
        finally:
            connection.close()


def children(pid: int) -> list[str]:
    """The worker processes of a web server."""
    return run_command(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
