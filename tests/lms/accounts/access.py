"""People and posts for tests of access."""

from django.urls import reverse

from lms.accounts.access.models import AccountChange
from lms.accounts.access.services import confirm, propose
from tests.people import group_of

WHY = {"reason": "Келишилди"}


def at(name, *parts):
    return reverse(f"wagtailusers_users:{name}", args=parts)


def asked(person, by, role="administrators"):
    """A proposal to give a role."""
    return propose(person=person, kind=AccountChange.Kind.ROLE, role=group_of(role), reason="Жаңы кызматкер", by=by)


def appointed(person, first, second, role="administrators"):
    """A person to whom two administrators have given a role."""
    confirm(change=asked(person, first, role), by=second)
    return type(person).objects.get(pk=person.pk)
