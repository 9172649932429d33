"""Pages in the words that the site prefers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from cms.terminology.queries import active_rules
from cms.terminology.replacement import replace_in_html


class TerminologyMiddleware:
    """Change the words of HTML answers, but for the editor's.

    Stands behind LocaleMiddleware, which knows the language, and behind CommonMiddleware, which counts the bytes; and
    behind AnonymousPageCacheMiddleware, so that a visitor's page is kept with its words changed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            self._replace(request, response)
        return response

    def _replace(self, request: HttpRequest, response: HttpResponse) -> None:
        in_force = active_rules()
        if not in_force or request.path.startswith(_editor()):
            return
        before = response.content.decode(response.charset)
        after = replace_in_html(before, get_language() or "", in_force)
        if after is not before:
            response.content = after


def _editor() -> str:
    """Where the editor is; a site may have none."""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return "\0"
