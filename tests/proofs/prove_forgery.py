"""Nothing altered is accepted: every one-character change of a token, one-byte changes of a PDF, and the tricks known
against signed tokens. Lines of the register that were changed, inserted or deleted by SQL are told as damaged.
Numbers that are guessed over HTTP show no name, and are limited.
"""

import http.client
import time
from collections.abc import Iterator
from typing import Any

from tests.proofs.harness import Site, site

SITE_SIDE = "tests.proofs.forgery_site:"
WHOLE, SHORT = 2000, 200
FAMILY_NAME, NAME = "Өмүрбекова", "Өмүрбекова Үмүт"
GUESSES, ALLOWED = 620, 600


def run(short: bool) -> Iterator[dict[str, Any]]:
    """The check of a file does not depend on the database, so one is enough; lines are forged on both."""
    yield prove_files(short)
    yield prove_rows("sqlite")
    yield prove_rows("postgresql")


def prove_rows(database: str) -> dict[str, Any]:
    """Lines that are forged past the site."""
    began = time.monotonic()
    with site(database) as proof_site:
        proof_site.manage("make_signing_key", str(proof_site.directory / "keys" / "signing.json"), "--demo")
        proof_site.collect_static()  # the pages that are asked are drawn with it
        rows = proof_site.call(SITE_SIDE + "try_rows")
    return {
        "id": "forgery",
        "database": database,
        "broker": "filesystem",
        "n": rows["tried"],
        "rows": rows,
        "bad": rows["not_refused"] + rows["believed"],
        "planted_fault_found": rows["naive_believed"] > 0,
        "seconds": round(time.monotonic() - began, 1),
    }


def prove_files(short: bool) -> dict[str, Any]:
    """Tokens, files and numbers."""
    began = time.monotonic()
    with site() as proof_site:
        proof_site.manage("make_signing_key", str(proof_site.directory / "keys" / "signing.json"), "--demo")
        proof_site.serve(workers=2)
        number = proof_site.call(SITE_SIDE + "issue_one", NAME)
        tokens = proof_site.call(SITE_SIDE + "try_tokens", number)
        files = proof_site.call(SITE_SIDE + "try_files", number, SHORT if short else WHOLE)
        guessed = guess(proof_site, number)
    refused = int(not tokens["true_proved"]) + int(not files["true_accepted"])
    return {
        "id": "forgery",
        "database": "sqlite",
        "broker": "filesystem",
        "n": tokens["tried"] + (SHORT if short else WHOLE),
        "tokens": tokens["tried"],
        "bad": refused + tokens["accepted"] + files["accepted"] + files["other_claims"] + guessed,
        "planted_fault_found": bool(tokens["naive_accepted"] and files["naive_accepted"]),
        "seconds": round(time.monotonic() - began, 1),
    }


def guess(proof_site: Site, number: str) -> int:
    """Guess from one address that claims to be many; how many answers told the name or came beyond the limit."""
    pages = [ask(proof_site.port, f"/ky/certificates/{number}/?s=guess{n}", n) for n in range(GUESSES)]
    told = sum(FAMILY_NAME in page for _status, page in pages)
    answered = sum(status == 200 for status, _page in pages)
    return told + abs(answered - ALLOWED)


def ask(port: int, address: str, visitor: int) -> tuple[int, str]:
    """One GET that claims to be forwarded for somebody."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={"X-Forwarded-For": f"10.0.0.{visitor}"})
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
