"""Permissions of actions and objects: `can(user, action, object)` and `visible_to(user, Model)`.

Modules register their rules in `policies.py`. An action without a rule is denied. A rule for staff names the
permission that it needs; its function then looks at the object alone ("nobody reviews their own work") and binds
superusers too.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model, QuerySet

from cms.access.permissions import has_permission

Person = AbstractBaseUser | AnonymousUser
Rule = Callable[[Any, Any], bool]
M = TypeVar("M", bound=Model)

_rules: dict[str, Rule] = {}
_permissions: dict[str, tuple[str, type | None]] = {}
_querysets: dict[type[Model], Callable[[Any, Any], Any]] = {}


def rule(action: str, *, permission: str = "", of: type | None = None) -> Callable[[Rule], Rule]:
    """Register the decorated function(user, object) -> bool as the rule of an action named "module.verb".

    With a `permission` ("app.codename") the function is called only for users who have it. `of` is the model of the
    rule's objects, where `user.has_perm(permission, object)` could mean several. Raise ValueError for a second rule.
    """

    def register(function: Rule) -> Rule:
        if action in _rules:
            raise ValueError(f"{action} has a rule already")
        if permission:
            _permissions[action] = (permission, of)
        _rules[action] = _with_permission(permission, function) if permission else function
        return function

    return register


def permission_rule(action: str, permission: str) -> None:
    """Register a rule that asks for a permission and nothing else."""
    rule(action, permission=permission)(anybody)


def _with_permission(permission: str, function: Rule) -> Rule:
    return lambda user, obj: has_permission(user, permission) and function(user, obj)


def register_visible_to(model: type[Model]) -> Callable[[Callable[[Any, Any], Any]], Callable[[Any, Any], Any]]:
    """Register the decorated function(user, queryset) -> queryset: the rows of a model that a user may see.

    Raise ValueError for a second function.
    """

    def register(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        if model in _querysets:
            raise ValueError(f"{model} has a queryset already")
        _querysets[model] = function
        return function

    return register


def can(user: Person, action: str, obj: object = None) -> bool:
    """Return whether a user may do this (to this object); False for an action without a rule."""
    found = _rules.get(action)
    return bool(found and found(user, obj))


def permits(user: Person, permission: str, obj: Any) -> bool:
    """Return whether all rules of a permission for objects of this model allow it on this object.

    A permission that no rule names is not ours: it means the same as without an object.
    """
    rules = [
        _rules[action]
        for action, (needed, model) in _permissions.items()
        if needed == permission and (model is None or isinstance(obj, model))
    ]
    if not rules and permission not in permissions():
        return has_permission(user, permission)
    return bool(rules) and all(allows(user, obj) for allows in rules)


def visible_to(user: Person, model: type[M]) -> QuerySet[M]:
    """Return the rows of a model that a user may see; none for a model without a registered function."""
    found = _querysets.get(model)
    rows = model._default_manager.all()
    return found(user, rows) if found else rows.none()


def actions() -> frozenset[str]:
    """Return all actions that have a rule; tests compare views with them."""
    return frozenset(_rules)


def permission_of(action: str) -> str:
    """Return the permission that an action's rule asks for, or an empty string."""
    return _permissions.get(action, ("", None))[0]


def permissions() -> frozenset[str]:
    """Return all permissions that a rule asks for."""
    return frozenset(permission for permission, _model in _permissions.values())


def anybody(_user: Person, _obj: object = None) -> bool:
    """Allow everybody, also without an account."""
    return True


def signed_in(user: Person, _obj: object = None) -> bool:
    """Allow every active account."""
    return bool(user.is_authenticated and user.is_active)
