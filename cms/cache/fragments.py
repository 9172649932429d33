"""The fragment cache: pages for people who are signed in, rendered once for all whose page is the same.

Rendering depends on the template and its context alone, so the context is the key: its values must be hashable. The
request has a generic user who only is signed in. What belongs to one person (the CSRF token, their notes, their
progress) is a placeholder, filled for each response with text or with cached fragments.
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

from cms.cache.content import VersionedCache, content_version, is_enabled

_MARK = secrets.token_hex(16)
_PLACEHOLDERS = re.compile(rf"{_MARK}:([\w-]+):")
_FORMS = "forms"
_pages = VersionedCache(limit=500)
_fragments = VersionedCache(limit=3000)


class GenericUser(NamedTuple):
    """The user that cached templates see."""

    is_authenticated: bool


def placeholder(name: str) -> SafeString:
    """Return a placeholder for personal content; `name` consists of letters, digits and hyphens."""
    return SafeString(f"{_MARK}:{name}:")


def render_fragment(
    template: str, context: Mapping[str, Hashable], values: Mapping[str, str] | None = None
) -> SafeString:
    """Render a fragment, cached, to fill a placeholder of `render_cached`; fill its own placeholders from `values`."""
    html = _render_cached(_fragments, _generic_request(), template, context)
    return SafeString(_PLACEHOLDERS.sub(lambda found: _fill(found, values or {}), html))


def render_cached(
    request: HttpRequest, template: str, context: Mapping[str, Hashable], values: Mapping[str, str] | None = None
) -> HttpResponse:
    """Render a page, or take it from the cache for the same context, and fill its placeholders.

    A page with messages is rendered for its reader alone. Context values are compared, so objects that differ each
    time (a form, say) defeat the cache: use `render` for such pages.
    """
    drawn_for = _request_without_person(request.get_full_path(), signed_in=request.user.is_authenticated)
    if len(get_messages(request)):
        drawn_for._messages = request._messages  # type: ignore[attr-defined]
        html = _render(drawn_for, template, context)
    else:
        html = _render_cached(_pages, drawn_for, template, context)
    html = _PLACEHOLDERS.sub(lambda found: _fill(found, values or {}), html)
    forms = placeholder(_FORMS)
    return HttpResponse(html.replace(forms, get_token(request)) if forms in html else html)


def _fill(found: re.Match[str], values: Mapping[str, str]) -> str:
    """Return what fills a placeholder; the CSRF token is filled last, when the page is complete."""
    return found[0] if found[1] == _FORMS else conditional_escape(values[found[1]])


def _render_cached(store: VersionedCache, request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    if not is_enabled():
        return _render(request, template, context)
    key = template, get_language(), request.get_full_path(), request.user, *context.items()
    now = content_version()
    html = store.get(key, now)
    if html is None:
        html = _render(request, template, context)
        store.put(key, now, html)
    return html


def _render(request: HttpRequest, template: str, context: Mapping[str, Hashable]) -> str:
    return render_to_string(template, {**context, "csrf_token": placeholder(_FORMS)}, request)


@cache
def _generic_request() -> Any:
    """Return the request for fragments: a signed-in user at no address."""
    return _request_without_person("", signed_in=True)


def _request_without_person(address: str, *, signed_in: bool) -> Any:
    """Return a request for the address without cookies, session or person."""
    bare = HttpRequest()
    path, _, query = address.partition("?")
    bare.method, bare.path, bare.path_info, bare.META = "GET", path, path, {"QUERY_STRING": query}
    bare.user = GenericUser(signed_in)  # type: ignore[assignment]
    return bare
