"""Make the year of the club."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.demo.year.load import make_year


class Command(BaseCommand):
    """Repeats safely: a club that has members is left as it is."""

    help = "Make a year of the club for the demo: members, events, votes, practices, stars, speakers."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new = make_year()
        except RuntimeError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("A year of the club was made" if new else "The club has its year")
