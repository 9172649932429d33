"""Make the logins of the demo and print them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.demo.people import make_people


class Command(BaseCommand):
    help = "Make the people of the demo (only there) and print a line each: role, e-mail, password."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what `make_people` made."""
        try:
            logins = make_people()
        except RuntimeError as refusal:
            raise CommandError(str(refusal)) from refusal
        for login in logins:
            self.stdout.write(f"{login.role:<14} {login.email:<22} {login.password}")
