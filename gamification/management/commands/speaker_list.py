"""`manage.py speaker_list SNAPSHOT.json`: the list of speakers, computed anew from the published snapshot."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gamification.speakers.selection import BadSnapshot, recompute


class Command(BaseCommand):
    """The same as `python -m gamification.speakers.selection`, which needs neither settings nor a database."""

    help = "Print the list of speakers that follows from a published snapshot, byte for byte as it was published."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The snapshot's file."""
        parser.add_argument("snapshot", type=Path)

    def handle(self, *, snapshot: Path, **options: Any) -> None:
        """Print the bytes; a sentence when the file is no snapshot."""
        try:
            found = recompute(snapshot.read_bytes())
        except (OSError, BadSnapshot) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(found.decode(), ending="")
