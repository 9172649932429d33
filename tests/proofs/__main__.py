"""Run the proofs: `python -m tests.proofs [ID ...]`; PROVE_SHORT=1 for the short form.

Prints one JSON line for each proof, database and broker. Ends with 1 when anything was bad, or when a planted
fault was not found; with 2 when a server that the proofs need does not answer.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

from tests.proofs import services
from tests.proofs.harness import templates

IDS = (
    "attempts",
    "certificates",
    "broker",
    "database",
    "forgery",
    "votes",
    "seats",
    "ledger",
    "speakers",
    "folder-broker",
)


def main(ids: list[str]) -> int:
    """Run the named proofs, or all."""
    if absent := services.missing():
        print("The proofs need servers that do not answer: " + ", ".join(absent), file=sys.stderr)
        return 2
    short = os.environ.get("PROVE_SHORT") == "1"
    if short and not ids:
        return side_by_side()
    failed = False
    for name in ids or IDS:
        for line in import_module(f"tests.proofs.prove_{name.replace('-', '_')}").run(short=short):
            print(json.dumps(line), flush=True)
            failed = failed or bool(line["bad"]) or not line["planted_fault_found"]
    return int(failed)


def side_by_side() -> int:
    """The short form of all, a process each and two at a time: most of a proof is waiting."""
    with templates(), ThreadPoolExecutor(max_workers=2) as two:
        codes = list(two.map(lambda name: subprocess.call([sys.executable, "-m", "tests.proofs", name]), IDS))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
