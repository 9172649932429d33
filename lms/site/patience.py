"""How long one request waits for the database in all. Several waits in a row (the check of a kept connection, a new
one, a query, the session) would else add up to more than the web server allows, and the reader would get no page.

Only long waits count: a page of many quick queries has as much time as it needs.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.db.backends.signals import connection_created

LONG = 1.0  # seconds
_request = threading.local()


def begin(**_facts: Any) -> None:
    """A request begins."""
    _request.left = settings.DATABASES["default"].get("WAIT_SECONDS") or None


def end(**_facts: Any) -> None:
    """It is over: what comes after it in this thread has a patience of its own."""
    _request.left = None


@contextmanager
def waiting(most: float | None = None) -> Iterator[float | None]:
    """Around a wait: how many seconds it may take (None for no end). OperationalError when none is left."""
    left: float | None = getattr(_request, "left", None)
    if left is None:
        yield most
        return
    if left <= 0:
        raise OperationalError("this request has waited long enough for the database")
    began = time.monotonic()
    try:
        yield min(left, most) if most else left
    finally:
        if (took := time.monotonic() - began) >= min(LONG, left):
            _request.left = left - took


def watch(connection: Any, **_facts: Any) -> None:
    """For SQLite, which waits for a lock by itself: let it wait no longer than the request may."""
    if connection.vendor == "sqlite" and _execute not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute)


def _execute(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    with waiting() as seconds:
        if seconds is not None:
            context["connection"].connection.execute(f"PRAGMA busy_timeout = {max(int(seconds * 1000), 1)}")
        return execute(sql, params, many, context)


connection_created.connect(watch)
