"""Pages for people who are signed in, drawn once for all whose page is the same.

What a template draws is a function of its context, so it is kept by its context: what the template gets must be
hashable, and nothing else reaches it. The person is a stand-in who tells only that she is signed in. What is hers alone
(the token of forms, her notes, how far she is) goes into holes that are filled for each answer, with plain text or with
kept pieces.
"""

import re
import secrets
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.pages.freshness import Store, keeps, version

_MARK = secrets.token_hex(16)
_HOLES = re.compile(rf"{_MARK}:([\w-]+):")
_FORMS = "forms"
_pages = Store(limit=500)
_pieces = Store(limit=3000)


class StandIn(NamedTuple):
    """What a kept page may know of the person who reads it."""

    is_authenticated: bool


def hole(name: str) -> SafeString:
    """What stands in the context for something that is the reader's own; `name` of letters, digits and hyphens."""
    return SafeString(f"{_MARK}:{name}:")


def piece(template: str, context: Mapping[str, Hashable], holes: Mapping[str, str] | None = None) -> SafeString:
    """A part of pages, the same wherever it stands, for a hole of `render_kept`; its own holes are filled now."""
    html = _kept(_pieces, _anybody(), template, context)
    return SafeString(_HOLES.sub(lambda found: _value(found, holes or {}), html))


def render_kept(
    request: HttpRequest, template: str, context: Mapping[str, Hashable], holes: Mapping[str, str] | None = None
) -> HttpResponse:
    """Draw a page, or take it as it was drawn for the same context, and fill its holes.

    A page with messages is drawn for its reader alone. Values of the context are compared, so they must not be such
    that differ each time (a form, say): those pages are drawn by `render`.
    """
    drawn_for = _stand_in(request.get_full_path(), signed_in=request.user.is_authenticated)
    if len(get_messages(request)):
        drawn_for._messages = request._messages  # type: ignore[attr-defined]
        html = _draw(drawn_for, template, context)
    else:
        html = _kept(_pages, drawn_for, template, context)
    html = _HOLES.sub(lambda found: _value(found, holes or {}), html)
    forms = hole(_FORMS)
    return HttpResponse(html.replace(forms, get_token(request)) if forms in html else html)


def _value(found: re.Match[str], holes: Mapping[str, str]) -> str:
    """What fills a hole; the token of forms comes last, when the page is whole."""
    return found[0] if found[1] == _FORMS else conditional_escape(holes[found[1]])


def _kept(store: Store, request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    if not keeps():
        return _draw(request, template, context)
    key = template, get_language(), request.get_full_path(), request.user, *context.items()
    now = version()
    html = store.get(key, now)
    if html is None:
        html = _draw(request, template, context)
        store.put(key, now, html)
    return html


def _draw(request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    return render_to_string(template, {**context, "csrf_token": hole(_FORMS)}, request)


@cache
def _anybody() -> Any:
    """Who reads a piece: somebody who is signed in, wherever."""
    return _stand_in("", signed_in=True)


def _stand_in(address: str, *, signed_in: bool) -> Any:
    """The address, asked by nobody in particular: no cookies, no session, no name."""
    bare = HttpRequest()
    path, _, query = address.partition("?")
    bare.method, bare.path, bare.path_info, bare.META = "GET", path, path, {"QUERY_STRING": query}
    bare.user = StandIn(signed_in)  # type: ignore[assignment]
    return bare
