"""Give a role from the machine itself: the first administrators, who have nobody to confirm them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.access.models import Role
from lms.accounts.access.queries import roles
from lms.accounts.access.services import give_role_by_command
from lms.accounts.models import User


class Command(BaseCommand):
    help = (
        "Give a person a role, by the name of its group or by its code (administrators, trainers). It is logged, and "
        "told to all administrators and to the person."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Repeats safely."""
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"There is no account with the e-mail {options['email']}.")
        made = Role.objects.filter(code=options["role"]).exclude(group=None).first()
        role = made.group if made else roles().filter(name=options["role"]).first()
        if role is None:
            names = ", ".join(roles().values_list("name", flat=True))
            raise CommandError(f"There is no role {options['role']}. There are: {names}.")
        try:
            give_role_by_command(person=person, role=role)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{person}, {person.email}: {role}.")
