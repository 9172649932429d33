"""Pending forms: what was posted and could not be taken is offered again, and never lost.

They hold text only: a file must be chosen again and a password typed again.
"""

import time
from typing import Any, TypedDict
from urllib.parse import urlsplit

from django.http import HttpRequest

SESSION_KEY = "pending_forms"
MAX_CHARACTERS = 100_000  # of all forms of a session together; longer ones are handed back at once
LIFETIME_MINUTES = 30
SECRET_FIELDS = ("csrfmiddlewaretoken", "code")


class PendingForm(TypedDict):
    """The address of a form, the fields posted to it, and the names of the files that must be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]


def pending_form(request: HttpRequest) -> PendingForm:
    """Return what was posted with a request, without secrets and without the content of files."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in SECRET_FIELDS and "password" not in name
        for value in values
    ]
    return {"path": request.get_full_path(), "fields": fields, "files": sorted(request.FILES)}


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether the browser says that the form stood on this site; other sites' forms are not offered again."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(source)[:2] == (request.scheme, request.get_host())


def store(request: HttpRequest) -> bool:
    """Store the posted form in the session, beside those of other windows; return False when they are too long."""
    posted = pending_form(request)
    others = [entry for entry in _entries(request) if entry["path"] != posted["path"]]
    if sum(len(value) for form in [posted, *others] for _name, value in form["fields"]) > MAX_CHARACTERS:
        return False
    request.session[SESSION_KEY] = [*others, {"at": time.time(), **posted}]
    return True


def stored(request: HttpRequest) -> list[PendingForm]:
    """Return the session's forms of the last LIFETIME_MINUTES, oldest first."""
    return [{"path": entry["path"], "fields": entry["fields"], "files": entry["files"]} for entry in _entries(request)]


def _entries(request: HttpRequest) -> list[dict[str, Any]]:
    found = request.session.get(SESSION_KEY)
    oldest = time.time() - LIFETIME_MINUTES * 60
    return [entry for entry in found if entry["at"] > oldest] if isinstance(found, list) else []
