"""Compile the catalogues without gettext's own tools, which a fresh machine lacks."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Writes each .mo that is missing or older than its .po."""

    help = "Compile the catalogues (.po to .mo) of the project."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for source in sorted(Path(settings.BASE_DIR).glob("[!.]*/**/locale*/*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
