"""Reads about Django's permissions: who has one, who has it in this session, and who had it before a moment."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from cms.access.models import HeldPermission


def has_permission(user: Any, permission: str) -> bool:
    """Return whether an active user has a permission ("app.codename") directly, through a group or as superuser.

    The user of a session that has not shown its second factor has none (cms.access.session).
    """
    return bool(user.is_authenticated and user.is_active and user.has_perm(permission))


def had_permission_before(user: Any, permission: str, moment: datetime) -> bool:
    """Return whether a user has a permission, and has had it without a break since before the moment."""
    if not has_permission(user, permission):
        return False
    held = Q(permission__in=permissions_by_label([permission]))
    if user.is_superuser:
        held |= Q(permission=None)
    return HeldPermission.objects.filter(held, user=user.pk, since__lt=moment).exists()


def permissions_by_label(labels: Any) -> "QuerySet[Permission]":
    """Return the permissions of these labels ("app.codename"), without those of apps that are not installed."""
    found = Q(pk=None)
    for label in labels:
        app, _dot, codename = label.partition(".")
        found |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(found)
