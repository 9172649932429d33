"""Rights are permissions of Django: who holds one, who holds it in this session, and since when."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from cms.access.models import HeldRight


def holds(user: Any, permission: str) -> bool:
    """Does the person hold this permission ("app.codename"): directly, through a group, or as superuser?

    The person of a session that has not shown its second factor holds none (cms.access.ordinary).
    """
    return bool(user.is_authenticated and user.is_active and user.has_perm(permission))


def held_before(user: Any, permission: str, moment: datetime) -> bool:
    """Has the person held this permission without a break since before the moment? Not if it was given just then."""
    if not holds(user, permission):
        return False
    held = Q(permission__in=named([permission]))
    if user.is_superuser:
        held |= Q(permission=None)
    return HeldRight.objects.filter(held, user=user.pk, since__lt=moment).exists()


def named(labels: Any) -> "QuerySet[Permission]":
    """The permissions with these labels ("app.codename"); one of an app that is not installed is left out."""
    found = Q(pk=None)
    for label in labels:
        app, _dot, codename = label.partition(".")
        found |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(found)
