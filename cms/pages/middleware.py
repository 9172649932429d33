"""Show validation and deletion errors of the models as messages in the editor."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext


class EditorErrorMiddleware:
    """Turn an error that no form has caught into a message on the editor page it came from.

    Publishing, withdrawing and deleting are asked for in many views of Wagtail (one page, many at once, a workflow);
    the models refuse, and the database has taken back what the view had begun.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Redirect back with messages, in the editor only; return None for other errors."""
        editor = reverse("wagtailadmin_home")
        if not request.path.startswith(editor) or not (sentences := _sentences(exception)):
            return None
        for sentence in sentences:
            messages.error(request, sentence)
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = editor
        return HttpResponseRedirect(back)


def _sentences(error: Exception) -> list[str]:
    """Return the messages of a refusal; empty for any other error."""
    if isinstance(error, ProtectedError | RestrictedError):
        kept = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        kinds = sorted({str(row._meta.verbose_name_plural) for row in kept})
        return [
            gettext("This cannot be deleted, because records refer to it: %(kinds)s.") % {"kinds": ", ".join(kinds)}
        ]
    return list(error.messages) if isinstance(error, ValidationError) else []
