"""The editor asks our rules: a permission policy of Wagtail that knows no rights of Django, only `can`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from cms.access.policy import can


class RulePolicy(BasePermissionPolicy):
    """Everything in a viewset by one rule; what the rule lets do, but for `never` (delete, say)."""

    def __init__(self, model: type[Model], action: str, never: tuple[str, ...] = ()) -> None:
        super().__init__(model)
        self.action, self.never = action, never

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the rule says."""
        return action not in self.never and can(user, self.action)

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        """Who could be named as having a right: nobody, since rules are asked person by person."""
        return get_user_model()._default_manager.none()
