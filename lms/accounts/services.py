"""Changes of an account."""

from django.db import transaction

from lms.accounts.fields import QUESTIONS
from lms.accounts.models import User


@transaction.atomic
def describe(*, person: User) -> User:
    """Store what the person answered about herself, and nothing else of the account."""
    person.save(update_fields=QUESTIONS)
    return person
