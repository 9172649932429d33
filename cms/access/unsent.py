"""What was typed into a form that could not be taken: it is offered again, never lost.

Text only: a file must be chosen again and a password typed again.
"""

import time
from typing import Any, TypedDict
from urllib.parse import urlsplit

from django.http import HttpRequest

KEY = "unsent"
LIMIT = 20_000  # characters; more is not kept in a session
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


def keep(request: HttpRequest) -> None:
    """Keep what was typed in the session while the person signs in."""
    unsent = typed(request)
    if from_our_page(request) and sum(len(value) for _name, value in unsent["fields"]) <= LIMIT:
        request.session[KEY] = {"at": time.time(), **unsent}


def kept(request: HttpRequest) -> Unsent | None:
    """What is kept in the session, unless it is older than half an hour."""
    found: dict[str, Any] | None = request.session.get(KEY)
    if not found or time.time() - found["at"] > MINUTES * 60:
        return None
    return {"path": found["path"], "fields": found["fields"], "files": found["files"]}
