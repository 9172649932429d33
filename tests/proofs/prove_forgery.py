"""Nothing altered is accepted: every one-character change of a token, one-byte changes of a PDF, and the tricks known
against signed tokens. Numbers that are guessed over HTTP show no name, and are limited.
"""

import http.client
import time
from collections.abc import Iterator
from typing import Any

from tests.proofs.harness import Site, site

SITE_SIDE = "tests.proofs.forgery_site:"
WHOLE, SHORT = 2000, 200
FAMILY_NAME, NAME = "Өмүрбекова", "Өмүрбекова Үмүт"
GUESSES, ALLOWED = 80, 60


def run(short: bool) -> Iterator[dict[str, Any]]:
    """The check does not depend on database and broker, so one of each is enough."""
    began = time.monotonic()
    with site() as proof_site:
        proof_site.manage("make_signing_key", str(proof_site.directory / "keys" / "signing.json"), "--demo")
        proof_site.serve(workers=2)
        number = proof_site.call(SITE_SIDE + "issue_one", NAME)
        tokens = proof_site.call(SITE_SIDE + "try_tokens", number)
        files = proof_site.call(SITE_SIDE + "try_files", number, SHORT if short else WHOLE)
        guessed = guess(proof_site, number)
    refused = int(not tokens["true_proved"]) + int(not files["true_accepted"])
    yield {
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
