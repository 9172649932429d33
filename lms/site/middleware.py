"""Headers of every page."""

from collections.abc import Callable

from csp.constants import HEADER
from django.conf import settings
from django.http import HttpRequest, HttpResponse

EDITOR = "/admin/"
DOCUMENTS = "/documents/"


class PersonalPagesMiddleware:
    """Let no cache keep an answer for which a session was asked, unless its view says otherwise.

    Stands outside of SessionMiddleware. A browser on a shared computer shows no page again after sign-out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and (response.cookies or _asked_the_session(request)):
            response["Cache-Control"] = "private, no-store"
        return response


def _asked_the_session(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and session.accessed and not session.is_empty()


class HeadersMiddleware:
    """Switch off the devices that no page needs, relax the content policy for the editor alone, and give an uploaded
    document the strictest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if request.path.startswith(EDITOR):
            _relax(response)
        if request.path.startswith(DOCUMENTS) and "Content-Disposition" in response:
            response.headers[HEADER] = "sandbox; default-src 'none'"
        return response


def _relax(response: HttpResponse) -> None:
    """Let the editor show the answer in a frame. A preview comes here with the strict policy already: Wagtail asks for
    the draft at its own address, through all middleware, inside the request of the editor.
    """
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers.pop(HEADER, None)
    response._csp_config = settings.EDITOR_CONTENT_POLICY  # type: ignore[attr-defined]
