"""Headers of every page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

EDITOR = "/admin/"


class HeadersMiddleware:
    """Switch off the devices that no page needs, and relax the content policy for the editor alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if request.path.startswith(EDITOR):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"  # the preview stands in a frame of the editor
            response._csp_config = settings.EDITOR_CONTENT_POLICY  # type: ignore[attr-defined]
        return response
