"""`manage.py verify_certificate FILE [--keys FILE]`."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from courses.certificates import keys
from courses.certificates.offline_verification import verify_file
from courses.certificates.render import format_hours
from courses.certificates.tokens import BadToken

COMPARE = """\
These claims are signed. The page of the file is not: whoever has true claims can put them into a file whose page
says something else. So COMPARE EACH CLAIM ABOVE WITH THE PAPER, letter by letter.

status: not asked (only the register knows whether it was replaced or revoked)"""


class Command(BaseCommand):
    """Proves the claims inside a certificate with the public key alone; ends with 1 when they are not proved.

    It proves no paper: what the page shows is not signed, so the claims are printed large, to be held against it.
    """

    help = "Prove the signed claims inside a certificate's PDF offline and print them, to be compared with the paper."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path, help="public keys (JWKS), as at /.well-known/certificate-keys.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as pdf:
                claims, holder = verify_file(pdf, keys.by_id(trusted(options["keys"])))
        except (BadToken, OSError) as error:
            raise CommandError(f"No claim is proved: {error}") from error
        self.stdout.write(self.style.WARNING("PROVED CLAIMS"))
        with override("en"):
            lines = list(printed(claims, holder))
        for name, value in lines:
            self.stdout.write(f"\n    {name.upper()}\n        {self.style.SUCCESS(value)}")
        self.stdout.write(f"\n{COMPARE}")


def printed(claims: dict[str, Any], holder: str) -> Iterator[tuple[str, str]]:
    """Each claim that stands on the paper, under the name of its place there."""
    hour, titles = claims["minutes_per_hour"], claims["titles"]
    theory, practice = claims["minutes_theory"], claims["minutes_practice"]
    yield "number", claims["number"]
    for language, name in claims.get("issuer", {}).items():
        yield f"issuer ({language})", name
    yield "holder", holder
    for language in claims.get("languages", titles):
        yield f"course ({language})", titles.get(language) or next(iter(titles.values()))
    total, theory, practice = (format_hours(each, hour) for each in (theory + practice, theory, practice))
    hours = f"{total}: theory {theory}, practice {practice}"
    yield "hours", f"{hours} (1 hour = {hour} minutes)"
    yield "issued on", claims["issued_on"]
    yield "valid until", claims["valid_until_on"] or "without end"
    yield "by order", claims["order_number"] or "none"
    yield "languages", ", ".join(claims.get("languages", ["not signed"]))


def trusted(path: Path | None) -> list[keys.Jwk]:
    """The public keys to prove with: those of the file, else the site's own."""
    return json.loads(path.read_text())["keys"] if path else keys.published_keys()
