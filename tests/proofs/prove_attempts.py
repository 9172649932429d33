"""Attempts at quizzes under two tabs, autosave, repeated submits, late saves and parallel starts.

Three groups of learners: `limited` may try twice, `waiting` must wait an hour before the second attempt, `timed`
run into a deadline in the middle of saving. Everything goes over HTTP to live web processes; a worker and a second
process close what ran out. What was answered to each request is then held against what is stored.
"""

import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.proofs import services
from tests.proofs.harness import Site, free_port, site, wait_until
from tests.proofs.quiz_browser import Question, Tab, at_once

SITE_SIDE = "tests.proofs.quiz_site:"
WHOLE, SHORT, PLANTED = 300, 20, 12
STARTS, SAVES, SUBMITS, LATE = 16, 6, 2, 2
GROUPS = ("limited", "waiting", "timed")
AT_ONCE = 4  # learners


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Each database in turn, the site as it is and then a naive one, whose faults must be found."""
    for database in services.DATABASES:
        began = time.monotonic()
        with site(database) as proof_site:
            proof_site.serve(workers=4)
            proof_site.worker()
            count = SHORT if short else WHOLE
            bad = attend(proof_site, proof_site.port, count)
            naive = free_port()
            proof_site.start_web(naive, 4, DJANGO_SETTINGS_MODULE="tests.proofs.naive.settings")
            wait_until(lambda port=naive: Tab(port, {"session": "", "token": ""}).answers(), seconds=60)
            found = attend(proof_site, naive, PLANTED)
        yield {
            "id": "attempts",
            "database": database,
            "broker": "filesystem",
            "n": count,
            "bad": bad,
            "planted_fault_found": found > 0,
            "seconds": round(time.monotonic() - began, 1),
        }


def attend(proof_site: Site, port: int, count: int) -> int:
    """So many learners of the three groups take the quiz; how many faults there were."""
    sizes = {group: len(range(place, count, 3)) for place, group in enumerate(GROUPS)}
    learners = proof_site.call(SITE_SIDE + "prepare", sizes)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        timed = [learner for learner in learners if learner["group"] == "timed"]
        begun = list(pool.map(lambda learner: begin_timed(port, learner), timed))
        deadlines = proof_site.call(SITE_SIDE + "shorten", [learner["enrolment"] for learner in timed])
        closer = proof_site.start(SITE_SIDE + "close_again_and_again", max(deadlines) + 2)
        sittings = zip(timed, begun, deadlines, strict=True)
        logs = list(pool.map(lambda each: run_into(port, each[0], *each[1], each[2]), sittings))
        proof_site.result(closer)
        others = [learner for learner in learners if learner["group"] != "timed"]
        logs += pool.map(lambda learner: take(port, learner), others)
    path = Path(proof_site.directory) / f"log-{port}.json"
    path.write_text(json.dumps(logs))
    return int(proof_site.call(SITE_SIDE + "faults", str(path)))


def begin(port: int, learner: dict[str, Any]) -> dict[str, Any]:
    """Sixteen starts at once."""
    log = {**learner, "rounds": [], "refused": []}
    new_round(port, learner, log)
    return log


def new_round(port: int, learner: dict[str, Any], log: dict[str, Any]) -> None:
    tab = Tab(port, learner)
    starts = at_once([lambda: tab.post(learner["start"], "")] * STARTS)
    log["rounds"].append({"starts": [each["location"] for each in starts], "saves": [], "submits": []})


def begun_at(log: dict[str, Any]) -> str:
    """The address of the attempt that was begun."""
    return next((location for location in log["starts"] if "/attempts/" in location), "/")


def take(port: int, learner: dict[str, Any]) -> dict[str, Any]:
    """Two tabs answer and submit; then again, where the rules allow it; then starts that must be refused."""
    log = begin(port, learner)
    answer_in_two_tabs(port, learner, log["rounds"][-1])
    if learner["group"] == "limited":
        new_round(port, learner, log)
        answer_in_two_tabs(port, learner, log["rounds"][-1])
    tab = Tab(port, learner)
    log["refused"] = [each["location"] for each in at_once([lambda: tab.post(learner["start"], "")] * STARTS)]
    return log


def answer_in_two_tabs(port: int, learner: dict[str, Any], log: dict[str, Any]) -> None:
    address = begun_at(log)
    questions = Tab(port, learner).questions(address)
    if not questions:  # the attempt is over already: a fault that the check finds
        return
    at_once([lambda seed=seed: one_tab(port, learner, address, questions, log, seed) for seed in (1, 2)])


def one_tab(port: int, learner: dict, address: str, questions: list, log: dict[str, Any], seed: int) -> None:
    """Save as one goes, submit twice at once, and go on saving."""
    tab, chance = Tab(port, learner), random.Random(f"{learner['enrolment']}/{seed}")

    def save() -> None:
        log["saves"].append(tab.post(address, chance.choice(questions).answer(chance), script=True))

    for _ in range(SAVES):
        save()
    log["submits"] += at_once([lambda: tab.post(f"{address}submit/", "anyway=1")] * SUBMITS)
    for _ in range(LATE):
        save()


def begin_timed(port: int, learner: dict[str, Any]) -> tuple[dict[str, Any], list[Question]]:
    """Begin, and read the page while there is time."""
    log = begin(port, learner)
    return log, Tab(port, learner).questions(begun_at(log["rounds"][0]))


def run_into(
    port: int, learner: dict[str, Any], log: dict[str, Any], questions: list[Question], deadline: float
) -> dict[str, Any]:
    """Two tabs save without pause from before the deadline until after it, and then submit."""
    address, sent = begun_at(log["rounds"][0]), log["rounds"][0]

    def one_tab_in_time(seed: int) -> None:
        tab, chance = Tab(port, learner), random.Random(f"{learner['enrolment']}/{seed}")
        while time.time() < deadline + 0.5:
            sent["saves"].append(tab.post(address, chance.choice(questions).answer(chance), script=True))
        sent["submits"] += at_once([lambda: tab.post(f"{address}submit/", "anyway=1")] * SUBMITS)

    time.sleep(max(deadline - 0.5 - time.time(), 0))
    at_once([lambda seed=seed: one_tab_in_time(seed) for seed in (1, 2)])
    return log
