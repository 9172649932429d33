import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.site.health import facts, is_healthy


class Command(BaseCommand):
    help = "Say what is in order and what is not, as /readyz does to who shows the token."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the facts; the command fails when one of them is wrong."""
        found = facts()
        self.stdout.write(json.dumps(found, indent=1))
        if not is_healthy(found):
            raise CommandError("Not ready: " + ", ".join(name for name, fact in found.items() if not fact["ok"]))
