"""Collect the strings of the interface into the catalogues."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.management.texts import PLURALS, catalogue, texts_in, untranslated, update


class Command(BaseCommand):
    """Updates each package's catalogues and says how many texts still wait for a translator."""

    help = "Collect the strings of each package into its catalogues (locale/*/LC_MESSAGES/django.po)."

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        for package in settings.TEXT_PACKAGES:
            texts = texts_in(root / package)
            if package == "lms":
                texts |= texts_in(root / "templates")
            for language in PLURALS:
                target = catalogue(root / package, language)
                update(target, texts)
                target.save(target.fpath)
                self.stdout.write(f"{package} {language}: {len(untranslated(texts, target))} of {len(texts)} wait")
