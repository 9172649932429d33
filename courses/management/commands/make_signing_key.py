"""`manage.py make_signing_key FILE [--demo] [--rotate]`."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courses.certificates.keys import Jwk, new_key, public_key


class Command(BaseCommand):
    """Makes the key that signs certificates. Repeats safely: a key that is there stays, unless --rotate."""

    help = "Make the Ed25519 key that signs certificates (a JWK that only its owner may read)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--demo", action="store_true", help="a key that signs in a demo alone")
        parser.add_argument(
            "--rotate",
            type=Path,
            metavar="OLD_PUBLIC_KEYS_FILE",
            help="add the public half of the present key to this file, then replace the key",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists() and not options["rotate"]:
            self.stdout.write(f"{path} is there already and stays as it is.")
            return
        if path.exists():
            retire(json.loads(path.read_text()), options["rotate"])
        write_privately(path, json.dumps(new_key(demo=options["demo"])))
        self.stdout.write(f"Wrote {path}. Keep a copy in a safe place; without it nothing more can be signed.")


def retire(key: Jwk, old_keys: Path) -> None:
    """Keep the public half, so that what the key signed can be checked for ever."""
    known = json.loads(old_keys.read_text())["keys"] if old_keys.exists() else []
    known = [public_key(key), *(old for old in known if old["kid"] != key["kid"])]
    write_privately(old_keys, json.dumps({"keys": known}, indent=1))


def write_privately(path: Path, text: str) -> None:
    """Write whole or not at all, readable by the owner alone from the first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
