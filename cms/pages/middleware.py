"""Pages for visitors without a session, kept in the process while the content stays the same."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class AnonymousPagesMiddleware:
    """Passes every request on (keeping pages is not switched on)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
