"""What was typed into a form that could not be taken: it is offered again, never lost.

Text only: a file must be chosen again and a password typed again.
"""

import time
from typing import Any, TypedDict
from urllib.parse import urlsplit

from django.http import HttpRequest

KEY = "unsent"
LIMIT = 100_000  # characters of all forms together; more is not kept in a session but handed back at once
MINUTES = 30
SECRET = ("csrfmiddlewaretoken", "code")


class Unsent(TypedDict):
    """An address, the fields typed for it, and the names of the files that must be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]


def typed(request: HttpRequest) -> Unsent:
    """What came with a request, without secrets and files."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in SECRET and "password" not in name
        for value in values
    ]
    return {"path": request.get_full_path(), "fields": fields, "files": sorted(request.FILES)}


def from_our_page(request: HttpRequest) -> bool:
    """Does the browser say that the form stood on this site? What another site sent is not offered again."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source)[:2] == (request.scheme, request.get_host())


def keep(request: HttpRequest) -> bool:
    """Keep what was typed in the session while the person signs in, beside what other windows sent before; False when
    it is too much.
    """
    unsent = typed(request)
    others = [one for one in _entries(request) if one["path"] != unsent["path"]]
    if sum(len(value) for one in [unsent, *others] for _name, value in one["fields"]) > LIMIT:
        return False
    request.session[KEY] = [*others, {"at": time.time(), **unsent}]
    return True


def kept(request: HttpRequest) -> list[Unsent]:
    """What is kept in the session, unless it is older than half an hour; the oldest first."""
    return [{"path": one["path"], "fields": one["fields"], "files": one["files"]} for one in _entries(request)]


def _entries(request: HttpRequest) -> list[dict[str, Any]]:
    found = request.session.get(KEY)
    fresh = time.time() - MINUTES * 60
    return [one for one in found if one["at"] > fresh] if isinstance(found, list) else []
