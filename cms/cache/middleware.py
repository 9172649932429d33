"""Cache whole pages for anonymous visitors, in the process, until the content changes."""

import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.access.device import cookie_name
from cms.cache.content import VersionedCache, content_version, is_enabled

QUERY_LIMIT = 100
SIZE_LIMIT = 200_000


def same_for_anonymous(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark the responses of a view as the same for everybody who is not signed in (a decorator).

    Put it under `permission_required`. The view may set `response.personal = True` to take the mark off one answer, and
    `response.cache_seconds` where time alone makes it wrong (a list of what comes next).
    """

    @wraps(view)
    def mark(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not getattr(response, "personal", False):
            response.same_for_anonymous = True  # type: ignore[attr-defined]
        return response

    return mark


class AnonymousPageCacheMiddleware:
    """Answer visitors without our cookies from the cache.

    Place it before the session middleware: neither session nor database is used. Cached pages have no cookie and
    no CSRF token, so nothing of one visitor reaches another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = VersionedCache(limit=500)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_cacheable_request(request):
            return self.get_response(request)
        key = (request.scheme, request.get_host(), request.get_full_path())
        now = content_version()
        page = self.pages.get(key, now)
        if page and time.monotonic() < page[2]:
            return HttpResponse(page[0], headers=page[1])
        response = self.get_response(request)
        if _is_cacheable_response(request, response):
            until = time.monotonic() + getattr(response, "cache_seconds", math.inf)
            self.pages.put(key, now, (response.content, dict(response.items()), until))
        return response


def _is_cacheable_request(request: HttpRequest) -> bool:
    """Return whether this is a GET without anything that makes the response differ between visitors."""
    return (
        request.method == "GET"
        and is_enabled()
        and len(request.META.get("QUERY_STRING", "")) <= QUERY_LIMIT
        and request.COOKIES.keys() <= {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, cookie_name()}
    )


def _is_cacheable_response(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the response is a complete marked page without cookie and CSRF token."""
    return (
        getattr(response, "same_for_anonymous", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and len(response.content) <= SIZE_LIMIT
    )
