"""Error pages that say what to do, in the reader's language, and keep what was typed."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_path, override

from cms.access.decorators import permission_required
from cms.access.pending_forms import is_same_origin, pending_form

RETRY_SECONDS = 30
UNREADABLE = (MultiPartParserError, SuspiciousOperation, UnreadablePostError)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 with what was typed, where it could be read; or 413 when the request was too large to be read."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return HttpResponse(_plain(request, "400.html", **_again(request)), status=400)


def too_large(request: HttpRequest, **context: Any) -> HttpResponse:
    """413: how large a file may be."""
    context = {"limit_mb": settings.UPLOAD_MAX_BYTES // 2**20, **context}
    return HttpResponse(_plain(request, "413.html", **context), status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 when it was the database that did not answer."""
    if _database_is_lost(sys.exc_info()[1]):
        return database_lost(request)
    return HttpResponse(_plain(request, "500.html", **_again(request)), status=500)


def database_lost(request: HttpRequest) -> HttpResponse:
    """503 with what was typed, without touching the database."""
    page = _plain(request, "503.html", retry_seconds=RETRY_SECONDS, **_again(request))
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def too_many(request: HttpRequest) -> HttpResponse:
    """429: wait a little (allauth calls this one when a rate limit is reached)."""
    return HttpResponse(_plain(request, "429.html", **_again(request)), status=429, headers={"Retry-After": "60"})


@permission_required("site.error")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has run out: offered again with a new one. What another site sent is not."""
    return render(request, "403_csrf.html", _again(request), status=403)


def _plain(request: HttpRequest, template: str, **context: Any) -> str:
    """A page in the language of the address, that needs neither a session nor the database."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with override(language):
        return render_to_string(template, {"language": language, "site_name": settings.SITE_NAME, **context})


def _again(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST" or not is_same_origin(request):
        return {}
    try:
        return {"pending_form": pending_form(request), "csrf_token": get_token(request)}
    except UNREADABLE:
        return {}


def _database_is_lost(error: BaseException | None) -> bool:
    """Is a lost or locked database what this error came from?"""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__ or error.__context__
    return False
