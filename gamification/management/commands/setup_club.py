"""Makes the page of the club below each home page, in every language of the site."""

from typing import Any

from django.core.management.base import BaseCommand

from gamification.pages.setup import set_up_club


class Command(BaseCommand):
    """Repeats safely: pages that are there stay as they were written."""

    help = "Make the page of the club below each home page, where there is none."

    def handle(self, *args: Any, **options: Any) -> None:
        for page in set_up_club():
            self.stdout.write(f"{page.locale.language_code}: {page.title}")
