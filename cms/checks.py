"""Checks of a site's settings that plugins share; they run when it starts."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def unknown_settings(name: str, defaults: Mapping[str, Any], id: str) -> list[CheckMessage]:
    """An error for each key of a settings dict that its plugin does not know: it is a typing mistake."""
    unknown = sorted(set(getattr(settings, name, {})) - set(defaults))
    return [Error(f"{name} has no setting {key}.", id=id) for key in unknown]
