"""Pages for people who are signed in, drawn once for all whose page is the same.

A page is a function of its context, so it is kept by its context: what the template gets must be hashable, and
nothing else reaches it. The person is a stand-in who tells only that she is signed in; what is hers alone (the token
of forms, her notes) goes into holes that are filled for each answer.
"""

import re
import secrets
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape

from cms.pages.freshness import Store, version

_MARK = secrets.token_hex(16)
_HOLES = re.compile(rf"{_MARK}:([\w-]+):")
_FORMS = "forms"
_pages = Store(limit=500)


class StandIn(NamedTuple):
    """What a kept page may know of the person who reads it."""

    is_authenticated: bool


def hole(name: str) -> str:
    """What stands in the context for a text that is the reader's own; `name` of letters, digits and hyphens."""
    return f"{_MARK}:{name}:"


def render_kept(
    request: HttpRequest, template: str, context: Mapping[str, Hashable], holes: Mapping[str, str] | None = None
) -> HttpResponse:
    """Draw a page, or take it as it was drawn for the same context; fill its holes with plain text.

    A page with messages is drawn for its reader alone. Values of the context are compared, so they must not be such
    that differ each time (a form, say): those pages are drawn by `render`.
    """
    drawn_for = _stand_in(request)
    if len(get_messages(request)):
        drawn_for._messages = request._messages  # type: ignore[attr-defined]
        html = _draw(drawn_for, template, context)
    else:
        html = _kept(drawn_for, template, context)
    return HttpResponse(_HOLES.sub(lambda found: _fill(request, found[1], holes or {}), html))


def _kept(request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    if not settings.CONTENT_CACHE:
        return _draw(request, template, context)
    key, now = (template, request.get_full_path(), request.user, *context.items()), version()
    html = _pages.get(key, now)
    if html is None:
        html = _draw(request, template, context)
        _pages.put(key, now, html)
    return html


def _draw(request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    return render_to_string(template, {**context, "csrf_token": hole(_FORMS)}, request)


def _fill(request: HttpRequest, name: str, holes: Mapping[str, str]) -> str:
    return get_token(request) if name == _FORMS else escape(holes[name])


def _stand_in(request: HttpRequest) -> Any:
    """The same address, asked by nobody in particular: no cookies, no session, no name."""
    bare = HttpRequest()
    bare.method, bare.path, bare.path_info = "GET", request.path, request.path_info
    bare.META = {"QUERY_STRING": request.META.get("QUERY_STRING", "")}
    bare.user = StandIn(request.user.is_authenticated)  # type: ignore[assignment]
    return bare
