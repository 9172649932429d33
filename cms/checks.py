"""Checks of a site's settings that plugins share; they run when it starts."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from cms.registry import Registry


def unknown_settings(name: str, defaults: Mapping[str, Any], id: str) -> list[CheckMessage]:
    """An error for each key of a settings dict that its plugin does not know: it is a typing mistake."""
    unknown = sorted(set(getattr(settings, name, {})) - set(defaults))
    return [Error(f"{name} has no setting {key}.", id=id) for key in unknown]


def unloadable_kinds(registry: Registry[Any], id: str) -> list[CheckMessage]:
    """Return an error where a kind of a registry cannot be loaded, mostly one that the site's settings name."""
    try:
        registry.names()
    except ImproperlyConfigured as error:
        return [Error(str(error), id=id)]
    return []
