"""Reads about people and about changes of their accounts."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from cms.access.backends import RuleBackend
from cms.search.matching import filter_by_words
from lms.accounts.access.models import AccountChange
from lms.accounts.access.policies import MANAGE
from lms.accounts.models import User


def people(rows: "QuerySet[User]", text: str) -> "QuerySet[User]":
    """People whose names and e-mail together have all the words, in any order and case, with their roles."""
    columns = {"last_name": "regex", "first_name": "regex", "patronymic": "regex", "email": "icontains"}
    found = filter_by_words(rows, text, **columns).prefetch_related("groups")
    return found.order_by("last_name", "first_name", "email")


def roles() -> "QuerySet[Group]":
    """All that can be given."""
    return Group.objects.order_by("name")


def roles_of(person: User) -> "QuerySet[Group]":
    """Those that a person has."""
    return roles().filter(user=person.pk)


def names_of_roles(person: User) -> list[str]:
    """As they stand in the log."""
    return [*roles_of(person).values_list("name", flat=True)]


def factors_of(person: User) -> list[str]:
    """The kinds of second factor that the person has set up."""
    return [*Authenticator.objects.filter(user=person).order_by("type").values_list("type", flat=True)]


def is_taken(email: str, person: User | None = None) -> bool:
    """Has another account this address, in any case of letters?"""
    accounts, addresses = User.objects.filter(email__iexact=email), EmailAddress.objects.filter(email__iexact=email)
    if person:
        accounts, addresses = accounts.exclude(pk=person.pk), addresses.exclude(user=person.pk)
    return accounts.exists() or addresses.exists()


def waiting() -> "QuerySet[AccountChange]":
    """Proposals that nobody has confirmed, the oldest first."""
    rows = AccountChange.objects.filter(confirmed_at=None).select_related("person", "role", "proposed_by")
    return rows.order_by("proposed_at", "pk")


def administrators() -> "QuerySet[Any]":
    """Everybody who can change what people may do."""
    found: QuerySet[Any] = RuleBackend().with_perm(MANAGE)
    return found


def change_recipients(person: User) -> "QuerySet[User]":
    """All administrators, and the person."""
    return User.objects.filter(Q(pk__in=administrators().values("pk")) | Q(pk=person.pk))
