"""Everything that the demo needs before it can be served."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

CONTENT = Path(__file__).resolve().parents[2] / "content"


class Command(BaseCommand):
    """Repeats safely; run again it brings in what changed in the packages."""

    requires_system_checks = ()  # some ask for what is made here
    help = "Prepare the demo: database, texts, static files, signing key, site, courses, the club."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This prepares the demo only: use the settings lms.settings.demo")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("compile_texts")
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("make_signing_key", settings.COURSES["SIGNING_KEY_FILE"], "--demo", stdout=self.stdout)
        call_command("setup_site")
        for package in sorted(CONTENT.iterdir()):
            self.stdout.write(f"Loading {package.name}")
            call_command("load_course", package, stdout=self.stdout)
        call_command("demo_year", stdout=self.stdout)
