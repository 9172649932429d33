"""Load a course package (docs/course-package.md)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.pages.package.package import read_package
from courses.pages.package.writing import write_package


class Command(BaseCommand):
    """Checks first; only a package without faults is written."""

    help = "Check a course package and load it; loading again changes only what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--check", action="store_true", help="check only, write nothing")

    def handle(self, *args: Any, path: Path, check: bool, **options: Any) -> None:
        package, faults = read_package(path)
        for fault in faults.all():
            self.stderr.write(f"{path}/{fault}")
        if faults or package is None:
            raise CommandError(_("Faults: %s. Nothing was written.") % len(faults.all()))
        if check:
            self.stdout.write(_("%s: no faults.") % package.spec.code)
            return
        try:
            course = write_package(package)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        newest = course.editions.order_by("-number").first()
        self.stdout.write(f"{course.code}: {newest}")
