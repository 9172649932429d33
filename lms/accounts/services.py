"""Changes of an account."""

from django.db import transaction

from courses.certificates.services import issue_finished
from lms.accounts.fields import QUESTIONS
from lms.accounts.models import User


@transaction.atomic
def describe(*, person: User) -> User:
    """Store what the person answered about herself, and nothing else of the account.

    Certificates that waited for the name are issued with it.
    """
    person.save(update_fields=QUESTIONS)
    issue_finished(person=person)
    return person
