"""A permission policy of Wagtail that asks our rules."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from cms.access.backends import RuleBackend
from cms.access.policy import can, permission_of


class RulePermissionPolicy(BasePermissionPolicy):
    """Allow everything in a viewset by the rule of one action, except what is listed in `never` (say "delete")."""

    def __init__(self, model: type[Model], action: str, never: tuple[str, ...] = ()) -> None:
        super().__init__(model)
        self.action, self.never = action, never

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return what the rule says."""
        return action not in self.never and can(user, self.action)

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        """Return all users who have the permission that the rule asks for."""
        permission = permission_of(self.action)
        if not permission or set(actions) <= set(self.never):
            return get_user_model()._default_manager.none()
        found: QuerySet = RuleBackend().with_perm(permission)
        return found
