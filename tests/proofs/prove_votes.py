"""Votes of many from two devices each, eight times at once; votes at the closing second; and what a full look tells.

Everything goes over HTTP to live web processes, while another process closes what is over. What was answered is then
held against what is stored and published; and whoever holds a dump of all tables, sessions, caches and logs tries to
link the ballots to their voters (tests/gamification/polls/linking.py).
"""

import csv
import io
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from tests.proofs import services
from tests.proofs.harness import Site, free_port, site, wait_until
from tests.proofs.quiz_browser import Tab, at_once

SITE_SIDE = "tests.proofs.vote_site:"
WHOLE, SHORT, PLANTED = 500, 40, 60
PARALLEL, DEVICES, TRIES = 8, 2, 200
AT_ONCE = 3  # people
FORM = re.compile(r'name="receipt" value="([^"]+)"')
RECEIPT = re.compile(r"data-receipt>([^<]+)<")
Answer = dict[str, Any]


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database in turn, the site as it is and then a naive one, whose faults must be found."""
    for database in services.DATABASES:
        began = time.monotonic()
        with site(database) as proof_site:
            proof_site.serve(workers=4)
            count = SHORT if short else WHOLE
            bad = [*vote(proof_site, proof_site.port, count), *vote_at_the_end(proof_site)]
            naive = free_port()
            proof_site.start_web(naive, 4, DJANGO_SETTINGS_MODULE="tests.proofs.naive_votes.settings")
            wait_until(lambda port=naive: Tab(port, {"session": "", "token": ""}).answers(), seconds=60)
            found = list(vote(proof_site, naive, PLANTED, parallel=1))
        for fault in bad:
            print(fault, flush=True)
        kinds = {fault.partition(":")[0] for fault in found}
        yield {
            "id": "votes",
            "database": database,
            "broker": "filesystem",
            "n": count,
            "bad": len(bad),
            "planted_fault_found": {"twice", "linked"} <= kinds,
            "seconds": round(time.monotonic() - began, 1),
        }


class Booth(Tab):
    """A member's browser before a poll."""

    def form(self, poll: int) -> str:
        """The sealed receipt of a new form."""
        found = FORM.search(self.file(f"/en/club/votes/{poll}/").decode())
        return found[1] if found else ""

    def cast(self, poll: int, choice: int, form: str) -> Answer:
        """Send the form; what was answered, and when."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.learner["token"]}
        body, sent = urlencode({"choice": choice, "receipt": form}), time.time()
        status, _location, html = self._send("POST", f"/en/club/votes/{poll}/vote/", body, headers)
        receipt = RECEIPT.search(html.decode())
        return {
            "status": status,
            "receipt": receipt and receipt[1],
            "choice": choice,
            "sent": sent,
            "done": time.time(),
        }


def vote(proof_site: Site, port: int, count: int, parallel: int = PARALLEL, devices: int = DEVICES) -> Iterator[str]:
    """So many members vote; the faults that are found."""
    world = proof_site.call(SITE_SIDE + "prepare", count)
    poll, chance = world["poll"], random.Random(7)
    chance.shuffle(world["voters"])

    def one(voter: dict[str, Any]) -> list[Answer]:
        booth = Booth(port, voter)
        forms = [(booth.form(poll), chance.choice(world["choices"])) for _device in range(devices)]
        return at_once([lambda f=form, c=choice: booth.cast(poll, c, f) for form, choice in forms * parallel])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        logs = dict(zip((voter["member"] for voter in world["voters"]), pool.map(one, world["voters"]), strict=True))
    yield from answered(logs)
    path = proof_site.directory / f"log-{port}.json"
    path.write_text(json.dumps({member: receipts(log)[0] for member, log in logs.items() if receipts(log)}))
    seen = proof_site.call(SITE_SIDE + "look", poll, str(path))
    yield from (f"linked: {attack}" for attack in seen["linked"])
    yield from (f"told: {place}" for place in seen["told"])
    table = Tab(port, world["voters"][0]).file(f"/en/club/votes/{poll}/ballots/").decode("utf-8-sig")
    yield from published(table, seen, dict(zip(world["choices"], world["labels"], strict=True)), logs)


def receipts(log: list[Answer]) -> list[str]:
    """The different receipts that one member was given."""
    return sorted({answer["receipt"] for answer in log if answer["receipt"]})


def answered(logs: dict[int, list[Answer]]) -> Iterator[str]:
    """Each member got one receipt, however often she sent, and every other answer was a refusal."""
    for member, log in logs.items():
        if len(receipts(log)) != 1:
            yield f"twice: member {member} has {len(receipts(log))} receipts"
        if strange := {answer["status"] for answer in log} - {200, 409}:
            yield f"strange: member {member} was answered {strange}"


def published(table: str, seen: dict[str, Any], labels: dict[int, str], logs: dict[int, list[Answer]]) -> Iterator[str]:
    """The list that everybody can read holds each receipt with her choice, and counts up to the result."""
    rows = {row["receipt"]: row["choice"] for row in csv.DictReader(io.StringIO(table))}
    if (len(rows), seen["ballots"], seen["turnout"]) != (len(logs),) * 3:
        yield f"twice: {len(rows)} published, {seen['ballots']} ballots, {seen['turnout']} voted of {len(logs)}"
    if Counter(rows.values()) != Counter(seen["result"]):
        yield f"recount: {Counter(rows.values())} is not {seen['result']}"
    if list(rows) != sorted(rows):
        yield "order: the list is not in the order of receipts"
    for member, log in logs.items():
        for receipt in receipts(log):
            if rows.get(receipt) not in {labels[answer["choice"]] for answer in log if answer["receipt"] == receipt}:
                yield f"lost: the list says {rows.get(receipt)} for the receipt of member {member}"


def vote_at_the_end(proof_site: Site) -> Iterator[str]:
    """Two hundred members vote within the second around the closing, while another process closes."""
    world = proof_site.call(SITE_SIDE + "closing", TRIES)
    poll, closes = world["poll"], world["closes"]
    all_answered = proof_site.directory / "answered"
    closer = proof_site.start(SITE_SIDE + "close_again_and_again", poll, str(all_answered))

    def one(place: int, voter: dict[str, Any]) -> Answer:
        time.sleep(max(closes - 0.5 + place / TRIES - time.time(), 0))
        return Booth(proof_site.port, voter).cast(poll, world["choices"][place % 8], voter["form"])

    answers = at_once([lambda p=place, v=voter: one(p, v) for place, voter in enumerate(world["voters"])])
    all_answered.touch()
    taken = [answer for answer in answers if answer["status"] == 200]
    stored = proof_site.result(closer)
    if set(stored.values()) != {len(taken)}:
        yield f"late: {stored}, and {len(taken)} were told that they voted"
    if late := [answer for answer in taken if answer["sent"] >= closes]:
        yield f"late: {len(late)} were taken that were sent after the closing"
    if early := [answer for answer in answers if answer["status"] == 409 and answer["done"] < closes]:
        yield f"early: {len(early)} were refused before the closing"
    if strange := {answer["status"] for answer in answers} - {200, 409}:
        yield f"strange: answered {strange}"
    if not taken or len(taken) == len(answers):
        yield f"beside: {len(taken)} of {len(answers)} came in time, so nothing was tried"
