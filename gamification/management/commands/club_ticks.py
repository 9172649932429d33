"""What a worker does for the club, done once: for a site without Celery, from cron."""

from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand

from gamification.apps import MODULES


class Command(BaseCommand):
    """Closes votes, counts stars, passes invitations on: whatever is due now. Repeats safely."""

    help = "Do what is due in the club: run it every minute where no worker does."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in sorted(current_app.tasks):
            if name.partition(".")[0] in MODULES:
                current_app.tasks[name]()
                self.stdout.write(name)
