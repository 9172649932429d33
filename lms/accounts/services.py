"""Changes of an account."""

from django.db import transaction

from courses.certificates.services import issue_finished
from lms.accounts.fields import QUESTIONS
from lms.accounts.models import User
from lms.accounts.roles import STAFF


@transaction.atomic
def describe(*, person: User) -> User:
    """Store what the person answered about herself, and nothing else of the account.

    Certificates that waited for the name are issued with it.
    """
    person.save(update_fields=QUESTIONS)
    issue_finished(person=person)
    return person


def mark_staff(*, person: User) -> None:
    """Note whether the person may enter the editor: by a role, or as superuser."""
    has_role = person.groups.filter(name__in=STAFF).exists()
    person.is_staff = has_role or person.is_superuser
    person.save(update_fields=["is_staff"])
