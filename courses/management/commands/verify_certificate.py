"""`manage.py verify_certificate FILE [--keys FILE]`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.certificates import keys
from courses.certificates.offline import prove_file
from courses.certificates.tokens import BadToken


class Command(BaseCommand):
    """Proves the token inside a certificate with the public key alone; ends with 1 when it is not proved."""

    help = "Prove a certificate's PDF offline and print what it claims, to be held against the paper."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--keys", type=Path, help="public keys (JWKS), as at /.well-known/certificate-keys.json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as pdf:
                claims, holder = prove_file(pdf, keys.by_id(trusted(options["keys"])))
        except (BadToken, OSError) as error:
            raise CommandError(f"Not proved: {error}") from error
        for name, value in {"holder": holder, **claims}.items():
            self.stdout.write(f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
        self.stdout.write("signature: proved")
        self.stdout.write("status: not asked (only the register knows whether it was replaced or revoked)")


def trusted(path: Path | None) -> list[keys.Jwk]:
    """The public keys to prove with: those of the file, else the site's own."""
    return json.loads(path.read_text())["keys"] if path else keys.published()
