"""The authentication backend: Django's permissions, and with an object what our rules say about it."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from cms.access.policy import permits


class RuleBackend(ModelBackend):
    """Replace Django's own backend: one query a request for all permissions, and rules for objects."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether the user has the permission; with an object, whether its rules allow it on this object."""
        return bool(super().has_perm(user_obj, perm)) if obj is None else permits(user_obj, perm, obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the labels of all permissions, given directly and through groups, by one query."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            rows = Permission.objects.order_by().values_list("content_type__app_label", "codename")
            if not user_obj.is_superuser:
                rows = rows.filter(Q(group__user=user_obj.pk) | Q(user=user_obj.pk)).distinct()
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in rows}
        found: set[str] = user_obj._perm_cache
        return found
