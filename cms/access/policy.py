"""Who may do what: the only two doors are `can` and `scope`.

Rooms register their rules in `policies.py`. What nobody registered is denied.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model, QuerySet

Person = AbstractBaseUser | AnonymousUser
Rule = Callable[[Any, Any], bool]
M = TypeVar("M", bound=Model)

_rules: dict[str, Rule] = {}
_scopes: dict[type[Model], Callable[[Any, Any], Any]] = {}


def rule(action: str) -> Callable[[Rule], Rule]:
    """Register the rule of an action, named `room.verb`. An action has one rule: a second one is an error."""

    def register(function: Rule) -> Rule:
        if action in _rules:
            raise ValueError(f"{action} has a rule already")
        _rules[action] = function
        return function

    return register


def scoped(model: type[Model]) -> Callable[[Callable[[Any, Any], Any]], Callable[[Any, Any], Any]]:
    """Register which rows of a model a person sees: function(user, queryset) -> queryset."""

    def register(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        if model in _scopes:
            raise ValueError(f"{model} has a scope already")
        _scopes[model] = function
        return function

    return register


def can(user: Person, action: str, obj: object = None) -> bool:
    """May this person do this (to this object)? False for an action without a rule."""
    found = _rules.get(action)
    return bool(found and found(user, obj))


def scope(user: Person, model: type[M]) -> QuerySet[M]:
    """The rows of the model that this person may see: none for a model without a scope."""
    found = _scopes.get(model)
    rows = model._default_manager.all()
    return found(user, rows) if found else rows.none()


def actions() -> frozenset[str]:
    """All actions that have a rule; the tests compare views with them."""
    return frozenset(_rules)


def anybody(_user: Person, _obj: object = None) -> bool:
    """A rule: open to all, also without an account."""
    return True


def signed_in(user: Person, _obj: object = None) -> bool:
    """A rule: any active account."""
    return bool(user.is_authenticated and user.is_active)
