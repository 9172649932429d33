"""Pages for people who are signed in, drawn once for all whose page is the same.

A page is a function of its context, so it is kept by its context: what the template gets must be hashable, and
nothing else reaches it. The person is a stand-in who tells only that she is signed in and whether she is staff; what
is hers alone (the token of forms, her notes) goes into holes that are filled for each answer.
"""

import re
import secrets
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape

from cms.pages.freshness import Store, version

_MARK = secrets.token_hex(16)
_HOLES = re.compile(rf"{_MARK}:([\w-]+):")
_TOKEN = "csrf-token"
_pages = Store(limit=500)


class StandIn(NamedTuple):
    """What a kept page may know of the person who reads it."""

    is_authenticated: bool
    is_staff: bool


def hole(name: str) -> str:
    """What stands in the context for a text that is the reader's own; `name` of letters, digits and hyphens."""
    return f"{_MARK}:{name}:"


def render_kept(
    request: HttpRequest, template: str, context: Mapping[str, Hashable], holes: Mapping[str, str] | None = None
) -> HttpResponse:
    """Draw a page, or take it as it was drawn for the same context; fill its holes with plain text.

    A page with messages is drawn for its reader alone.
    """
    reader = StandIn(request.user.is_authenticated, getattr(request.user, "is_staff", False))
    drawn_for = _stand_in(request, reader)
    if len(get_messages(request)):
        drawn_for._messages = request._messages  # type: ignore[attr-defined]
        html = _draw(drawn_for, template, context)
    else:
        html = _kept(drawn_for, template, context)
    return HttpResponse(_HOLES.sub(lambda found: _fill(request, found[1], holes or {}), html))


def _kept(request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    key = (template, request.get_full_path(), request.user, *context.items())
    now = version()
    html = _pages.get(key, now)
    if html is None:
        html = _draw(request, template, context)
        _pages.put(key, now, html)
    return html


def _draw(request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    return render_to_string(template, {**context, "csrf_token": hole(_TOKEN)}, request)


def _fill(request: HttpRequest, name: str, holes: Mapping[str, str]) -> str:
    return get_token(request) if name == _TOKEN else escape(holes[name])


def _stand_in(request: HttpRequest, reader: StandIn) -> Any:
    """The same address, asked by nobody in particular: no cookies, no session, no name."""
    bare = HttpRequest()
    bare.method, bare.path, bare.path_info = "GET", request.path, request.path_info
    bare.META = {"QUERY_STRING": request.META.get("QUERY_STRING", "")}
    bare.user = reader  # type: ignore[assignment]
    return bare
