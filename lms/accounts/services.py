"""Changes of an account."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from cms.access.backends import RuleBackend
from courses.certificates.services import erase_holder
from courses.learning.models import Reflection
from gamification.members.services import anonymise
from lms.accounts import signals
from lms.accounts.access.log import DONE, anonymise_log, record
from lms.accounts.access.models import AccountChange
from lms.accounts.fields import QUESTIONS
from lms.accounts.models import User
from lms.accounts.roles import ENTER


@transaction.atomic
def describe(*, person: User, by: Any = None) -> User:
    """Store what the person answered about themselves (or what an administrator mended of it), and nothing else of the
    account.

    No certificate follows: its holder says yes to the name first.
    """
    person.save(update_fields=QUESTIONS)
    if by is not None:
        record(DONE, "facts", person, by=by)
    return person


@transaction.atomic
def mark_staff(*, people: Iterable[int]) -> None:
    """Note who of these may enter the editor, so that a page can offer it without a query. It gives nothing."""
    may_enter = RuleBackend().with_perm(ENTER).values("pk")
    rows = User.objects.filter(pk__in=list(people))
    rows.filter(is_staff=False, pk__in=may_enter).update(is_staff=True)
    rows.filter(is_staff=True).exclude(pk__in=may_enter).update(is_staff=False)


@transaction.atomic
def close(*, person: User) -> int:
    """Close an account for good: nobody can sign in, and nothing says who it was. Returns how many certificates lost
    their name. Repeats safely.

    Numbers, hours and stars stay, because a register and a ledger without gaps rest on them; a paper still verifies.
    """
    erased = erase_holder(person=person)
    anonymise(person=person)
    Reflection.objects.filter(enrolment__person=person).delete()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=person).delete()
    person.groups.clear()
    person.user_permissions.clear()
    untold = User()
    for field in set(QUESTIONS) - {"language"}:
        setattr(person, field, getattr(untold, field))
    person.email = f"closed-{person.pk}@example.invalid"
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    AccountChange.objects.filter(person=person).delete()
    anonymise_log(person)
    signals.account_closed.send(User, person=person)
    return erased
