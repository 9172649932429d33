"""Close an account at the request of its owner."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lms.accounts.models import User
from lms.accounts.services import close


class Command(BaseCommand):
    help = "Close an account and forget who it was. What the state must keep (numbers of certificates, hours) stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do it; without it only what would happen is said")

    def handle(self, *args: Any, **options: Any) -> None:
        """There is no way back, so the first call only says whom it would meet."""
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"There is no account with the e-mail {options['email']}.")
        if not options["yes"]:
            self.stdout.write(f"{person}, {person.email}: to close it for good, run this again with --yes.")
            return
        erased = close(person=person)
        self.stdout.write(f"Closed. Certificates whose name was erased: {erased}.")
