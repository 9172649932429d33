"""Checks of a site's settings that plugins share; they run when it starts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from cms.registry import Registry

MIDDLEWARE = ("cms.access.middleware.DefaultDenyMiddleware", "cms.terminology.middleware.TerminologyMiddleware")
BACKEND = "cms.access.backends.RuleBackend"


class NeedsApps:
    """For an AppConfig: name the apps that are missing before an import of their models fails."""

    name: str
    needs: Sequence[str] = ()

    def import_models(self) -> None:
        """Raise ImproperlyConfigured with every app that INSTALLED_APPS lacks, or for want of the private storage."""
        if missing := [name for name in self.needs if not apps.is_installed(name)]:
            raise ImproperlyConfigured(f"{self.name} needs in INSTALLED_APPS: {', '.join(missing)}.")
        if "private" not in settings.STORAGES:
            raise ImproperlyConfigured(f'{self.name} needs STORAGES["private"], which no web server shows.')
        super().import_models()  # type: ignore[misc]


def unknown_settings(name: str, defaults: Mapping[str, Any], id: str) -> list[CheckMessage]:
    """Return an error for each key of a settings dict that its plugin does not know: it is a typing mistake."""
    unknown = sorted(set(getattr(settings, name, {})) - set(defaults))
    return [Error(f"{name} has no setting {key}.", id=id) for key in unknown]


def unloadable_kinds(registry: Registry[Any], id: str) -> list[CheckMessage]:
    """Return an error where a kind of a registry cannot be loaded, mostly one that the site's settings name."""
    try:
        registry.names()
    except ImproperlyConfigured as error:
        return [Error(str(error), id=id)]
    return []


def missing_addresses(urls: str, name: str, id: str, args: Sequence[Any] = ()) -> list[CheckMessage]:
    """Return an error where an address of a plugin is not among those of the site."""
    try:
        reverse(name, args=args)
    except NoReverseMatch:
        return [Error(f"The addresses of {urls} are missing.", f'Add path("", include("{urls}")).', id=id)]
    return []


@register
def check_middleware(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without the first each view would be open to all; without the second no term is replaced."""
    first, second = (name not in settings.MIDDLEWARE for name in MIDDLEWARE)
    found: list[CheckMessage] = []
    if first:
        found.append(Error(f"MIDDLEWARE lacks {MIDDLEWARE[0]}: no view would ask who may.", id="cms.E001"))
    if second:
        found.append(Warning(f"MIDDLEWARE lacks {MIDDLEWARE[1]}: no term is replaced.", id="cms.W001"))
    return found


@register
def check_backend(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The plugins ask their rules themselves; only a site's own has_perm(permission, object) needs the backend."""
    if BACKEND in settings.AUTHENTICATION_BACKENDS:
        return []
    return [Info(f"AUTHENTICATION_BACKENDS lacks {BACKEND}: has_perm does not ask the rules.", id="cms.I001")]


@register(Tags.urls)
def check_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Forms that wait for somebody to sign in have an address of their own."""
    return missing_addresses("cms.access.urls", "pending-forms", "cms.E002")
