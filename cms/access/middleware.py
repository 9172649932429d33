"""Default deny: a view of ours that names no action answers 403."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cms.access.decorators import denied_response

PACKAGES = ("cms", "courses", "gamification")


def is_default_deny(view: Callable) -> bool:
    """Return whether the view is of a package in settings.DEFAULT_DENY_PACKAGES."""
    packages = getattr(settings, "DEFAULT_DENY_PACKAGES", PACKAGES)
    return f"{view.__module__}.".startswith(tuple(f"{package}." for package in packages))


class DefaultDenyMiddleware:
    """Refuse views of the packages held to default deny that were not decorated with `permission_required`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponseBase | None:
        """Ask the view's rule, and raise PermissionDenied for a view without one.

        Wagtail asks again around the editor's views, but it would lose what was posted by people who must sign in,
        and answer with a redirect where a person may not.
        """
        if not is_default_deny(view):
            return None
        if not hasattr(view, "action"):
            raise PermissionDenied
        return denied_response(request, view.action, getattr(view, "secret", False))
