"""Who may do what: the only two doors are `can` and `visible_to`.

Modules register their rules in `policies.py`. What nobody registered is denied. A rule for staff names the permission
that it needs; the function beside it then speaks of the object alone ("nobody reviews their own"), and binds superusers
too.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model, QuerySet

from cms.access.rights import holds

Person = AbstractBaseUser | AnonymousUser
Rule = Callable[[Any, Any], bool]
M = TypeVar("M", bound=Model)

_rules: dict[str, Rule] = {}
_permissions: dict[str, tuple[str, type | None]] = {}
_visible: dict[type[Model], Callable[[Any, Any], Any]] = {}


def rule(action: str, *, permission: str = "", of: type | None = None) -> Callable[[Rule], Rule]:
    """Register the rule of an action, named `module.verb`. An action has one rule: a second one is an error.

    With a permission ("app.codename") only who holds it is asked about further. `of` is the model of the objects that
    the rule speaks of, where `user.has_perm(permission, object)` could mean several.
    """

    def register(function: Rule) -> Rule:
        if action in _rules:
            raise ValueError(f"{action} has a rule already")
        if permission:
            _permissions[action] = (permission, of)
        _rules[action] = _needing(permission, function) if permission else function
        return function

    return register


def permission_rule(action: str, permission: str) -> None:
    """Register a rule that asks for a permission and nothing else."""
    rule(action, permission=permission)(anybody)


def _needing(permission: str, function: Rule) -> Rule:
    return lambda user, obj: holds(user, permission) and function(user, obj)


def register_visible_to(model: type[Model]) -> Callable[[Callable[[Any, Any], Any]], Callable[[Any, Any], Any]]:
    """Register which rows of a model a person sees: function(user, queryset) -> queryset."""

    def register(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        if model in _visible:
            raise ValueError(f"{model} has a queryset already")
        _visible[model] = function
        return function

    return register


def can(user: Person, action: str, obj: object = None) -> bool:
    """May this person do this (to this object)? False for an action without a rule."""
    found = _rules.get(action)
    return bool(found and found(user, obj))


def permits(user: Person, permission: str, obj: Any) -> bool:
    """May this person use this permission on this object? As all rules of the permission say that speak of such; one
    that no rule knows is nothing of ours, and means what it means without an object.
    """
    rules = [
        _rules[action]
        for action, (needed, model) in _permissions.items()
        if needed == permission and (model is None or isinstance(obj, model))
    ]
    if not rules and permission not in permissions():
        return holds(user, permission)
    return bool(rules) and all(allows(user, obj) for allows in rules)


def visible_to(user: Person, model: type[M]) -> QuerySet[M]:
    """The rows of the model that this person may see: none for a model without a registered queryset."""
    found = _visible.get(model)
    rows = model._default_manager.all()
    return found(user, rows) if found else rows.none()


def actions() -> frozenset[str]:
    """All actions that have a rule; the tests compare views with them."""
    return frozenset(_rules)


def permission_of(action: str) -> str:
    """The permission that the action's rule asks for; empty for one that asks for none."""
    return _permissions.get(action, ("", None))[0]


def permissions() -> frozenset[str]:
    """All permissions that a rule asks for."""
    return frozenset(permission for permission, _model in _permissions.values())


def anybody(_user: Person, _obj: object = None) -> bool:
    """A rule: open to all, also without an account."""
    return True


def signed_in(user: Person, _obj: object = None) -> bool:
    """A rule: any active account."""
    return bool(user.is_authenticated and user.is_active)
