"""Default deny: a view of ours that names no action answers 403."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from cms.access.decorators import refusal

OURS = ("cms.", "courses.", "gamification.", "lms.")


class DefaultDenyMiddleware:
    """Refuse views of our own packages that were not decorated with `guarded`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponseBase | None:
        """Ask the rule before anything else does: Wagtail's own door around the editor's views would lose what was
        posted by who must sign in, and answer a refusal with a redirect.
        """
        if not view.__module__.startswith(OURS):
            return None
        if not hasattr(view, "action"):
            raise PermissionDenied
        return refusal(request, view.action, getattr(view, "secret", False))
