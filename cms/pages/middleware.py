"""Pages for visitors without a session, kept in the process while the content stays the same."""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.access.device import cookie_name
from cms.pages.freshness import Store, keeps, version

QUERY_LIMIT = 100
SIZE_LIMIT = 200_000


def same_for_visitors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark the answers of a view as the same for everybody who is not signed in.

    Put it under `permission_required`. The view may set `response.personal = True` to take the mark off one answer, and
    `response.fresh_seconds` where time alone makes it wrong (a list of what comes next).
    """

    @wraps(view)
    def mark(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not getattr(response, "personal", False):
            response.same_for_visitors = True  # type: ignore[attr-defined]
        return response

    return mark


class AnonymousPagesMiddleware:
    """Answer a visitor who carries no cookie of ours from what the process keeps.

    Stands in front of the session: neither session nor database is touched. What is kept carries no cookie and
    no token of a form, so one visitor's page never reaches another with something of the first in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = Store(limit=500)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_plain_visit(request):
            return self.get_response(request)
        key = (request.scheme, request.get_host(), request.get_full_path())
        now = version()
        page = self.pages.get(key, now)
        if page and time.monotonic() < page[2]:
            return HttpResponse(page[0], headers=page[1])
        response = self.get_response(request)
        if _may_be_kept(request, response):
            until = time.monotonic() + getattr(response, "fresh_seconds", math.inf)
            self.pages.put(key, now, (response.content, dict(response.items()), until))
        return response


def _is_plain_visit(request: HttpRequest) -> bool:
    """A GET without anything that could make the answer differ from another visitor's."""
    return (
        request.method == "GET"
        and keeps()
        and len(request.META.get("QUERY_STRING", "")) <= QUERY_LIMIT
        and request.COOKIES.keys() <= {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, cookie_name()}
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only whole pages that a view has marked, that set no cookie and hold no token."""
    return (
        getattr(response, "same_for_visitors", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and len(response.content) <= SIZE_LIMIT
    )
