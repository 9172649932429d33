"""The list of speakers follows from what is exported, and the snapshot is the ledger at the freeze.

Generated seasons are written in an order of their own on each database, published, exported, and recomputed from the
file by processes that know neither Django nor the database: the same bytes everywhere. Then awards in several processes
race with the freeze, and answers with the tick that passes their places on. A choice that breaks ties by the order of
rows is caught, and so is a freeze without its lock.
"""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.proofs import services
from tests.proofs.harness import ROOT, Site, site

SITE_SIDE = "tests.proofs.speaker_site:"
WHOLE, SHORT = 2000, 300  # seasons
RACES, SHORT_RACES = 20, 3
PROCESSES = 4
PLANTED = 30


def run(short: bool) -> Iterator[dict[str, Any]]:
    """Both databases side by side: each must give the bytes of the other."""
    with ThreadPoolExecutor(len(services.DATABASES)) as both:
        found = list(both.map(lambda database: prove(database, short), services.DATABASES))
    first = found[0][1]
    for line, hashes in found:
        yield {**line, "bad": line["bad"] + sum(first[name] != digest for name, digest in hashes.items())}


def prove(database: str, short: bool) -> tuple[dict[str, Any], dict[str, str]]:
    """One line, and the hashes of the published lists."""
    began = time.monotonic()
    with site(database) as proof_site:
        seasons = proof_site.call(SITE_SIDE + "prepare", (SHORT_RACES if short else RACES) + 1)
        hashes, differing, by_rows = lists(proof_site, database, SHORT if short else WHOLE)
        faults, unlocked = races(proof_site, seasons, 2 if short else PROCESSES)
        faults += answers(proof_site)
    line = {
        "id": "speakers",
        "database": database,
        "broker": "none",
        "n": len(hashes),
        "races": len(seasons) - 1,
        "bad": differing + len(faults),
        "faults": faults[:5],
        "planted_fault_found": by_rows > 0 and bool(unlocked),
        "seconds": round(time.monotonic() - began, 1),
    }
    return line, hashes


def lists(proof_site: Site, database: str, count: int) -> tuple[dict[str, str], int, int]:
    """Publish and export so many seasons and recompute each from its file: the hashes of the published lists, how many
    are not what was recomputed, and how many of the planted ones.
    """
    folder = proof_site.directory / "seasons"
    folder.mkdir()
    numbers, planted = list(range(count)), list(range(PLANTED))
    running = [
        proof_site.start(SITE_SIDE + "export", numbers[n::2], planted[n::2], str(folder), database) for n in range(2)
    ]
    for process in running:
        proof_site.result(process)
    snapshots = sorted(folder.glob("proof-*.snapshot.json"))
    with ThreadPoolExecutor(PROCESSES) as pool:
        wrong = sum(pool.map(recompute, [snapshots[n::PROCESSES] for n in range(PROCESSES)]))
    published = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("proof-*.list.json")}
    return published, wrong + count - len(published), recompute(sorted(folder.glob("planted-*.snapshot.json")))


def recompute(snapshots: list[Path]) -> int:
    """Recompute in a process without Django; how many lists differ. The last one by the command itself."""
    if not snapshots:
        return 0
    code = "import sys; from tests.proofs.speaker_check import differing; print(differing(sys.argv[1:]))"
    bare = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, snapshots)], cwd=ROOT, env=bare, capture_output=True, check=True
    )
    command = [sys.executable, "-m", "gamification.speakers.selection", str(snapshots[-1])]
    printed = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, check=True).stdout
    expected = snapshots[-1].with_name(snapshots[-1].name.replace("snapshot", "list")).read_bytes()
    return int(done.stdout) + (printed != expected and int(done.stdout) == 0)


def races(proof_site: Site, seasons: list[int], processes: int) -> tuple[list[str], list[str]]:
    """Awards in several processes, the freeze in the midst of them: what is not as it must be, and what of the last
    season, which is frozen without its lock.
    """
    awarding = [proof_site.start(SITE_SIDE + "award_each", seasons, n) for n in range(processes)]
    freezing = proof_site.start(SITE_SIDE + "freeze_each", seasons, seasons[-1:])
    given = [proof_site.result(process) for process in awarding]
    proof_site.result(freezing)
    found, unlocked = proof_site.call(SITE_SIDE + "faults", seasons)
    idle = [n for n, each in enumerate(given) if not any(each)]
    return found + [f"process {n} has awarded nothing" for n in idle], unlocked


def answers(proof_site: Site) -> list[str]:
    """Members accept at the moment when their time is over, while places are passed on."""
    made = proof_site.call(SITE_SIDE + "invite_some")
    answering = [proof_site.start(SITE_SIDE + "answer_late", made, n) for n in range(2)]
    passing = proof_site.start(SITE_SIDE + "pass_on", made)
    told = [proof_site.result(process) for process in answering]
    proof_site.result(passing)
    return list(proof_site.call(SITE_SIDE + "wrong_answers", made, told))
