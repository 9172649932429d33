"""Gives people of tests their roles and rights, in any site."""

import time
from typing import Any

from django.test import Client

from cms.access.models import Role
from cms.access.permissions import permissions_by_label


def group_of(role: str) -> Any:
    """The group that was made for a role, whatever it is called."""
    return Role.objects.get(code=role).group


def with_role(person: Any, role: str) -> Any:
    """The person, in the group of the role."""
    person.groups.add(group_of(role))
    return person


def give(person: Any, *permissions: str) -> Any:
    """The person, with these permissions of their own."""
    found = permissions_by_label(permissions)
    assert len(found) == len(set(permissions)), permissions
    person.user_permissions.add(*found)
    return type(person).objects.get(pk=person.pk)


def sign_in_with_factor(client: Client, person: Any) -> None:
    """Sign in as who has an app and has shown its code in this session."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    client.force_login(person)
    if not Authenticator.objects.filter(user=person, type="totp").exists():
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
