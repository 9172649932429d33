"""Default deny: a view of ours that names no action answers 403."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

OURS = ("cms.", "courses.", "gamification.", "lms.")


class DefaultDenyMiddleware:
    """Refuse views of our own packages that were not decorated with `guarded`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        if view.__module__.startswith(OURS) and not hasattr(view, "action"):
            raise PermissionDenied
