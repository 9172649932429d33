"""Changes of an account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from courses.certificates.services import erase_holder, issue_finished
from courses.learning.models import Reflection
from gamification.members.services import forget
from lms.accounts import signals
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


@transaction.atomic
def close(*, person: User) -> int:
    """Close an account for good: nobody can sign in, and nothing says who it was. Returns how many certificates lost
    their name. Repeats safely.

    Numbers, hours and stars stay, because a register and a ledger without gaps rest on them; a paper still verifies.
    """
    erased = erase_holder(person=person)
    forget(person=person)
    Reflection.objects.filter(enrolment__person=person).delete()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=person).delete()
    person.groups.clear()
    untold = User()
    for field in set(QUESTIONS) - {"language"}:
        setattr(person, field, getattr(untold, field))
    person.email = f"closed-{person.pk}@example.invalid"
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    signals.account_closed.send(User, person=person)
    return erased
