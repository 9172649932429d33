"""A limit to how long one request waits for the database in all.

Several waits in a row (the check of a kept connection, a new one, a query, the session) would else add up to more than
the web server allows, and the reader would get no page.

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

LONG_WAIT = 1.0  # seconds
_request = threading.local()


def start_request(**_facts: Any) -> None:
    """Start the request's time limit of WAIT_SECONDS."""
    _request.left = settings.DATABASES["default"].get("WAIT_SECONDS") or None


def end_request(**_facts: Any) -> None:
    """Remove the limit, so that what comes later in this thread does not share it."""
    _request.left = None


@contextmanager
def time_limit(most: float | None = None) -> Iterator[float | None]:
    """Yield how many seconds a wait may take (None without a limit); raise OperationalError when none is left."""
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
        if (took := time.monotonic() - began) >= min(LONG_WAIT, left):
            _request.left = left - took


def limit_sqlite(connection: Any, **_facts: Any) -> None:
    """Let SQLite, which waits for locks by itself, wait no longer than the request may."""
    if connection.vendor == "sqlite" and _execute not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute)


def _execute(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    with time_limit() as seconds:
        if seconds is not None:
            context["connection"].connection.execute(f"PRAGMA busy_timeout = {max(int(seconds * 1000), 1)}")
        return execute(sql, params, many, context)


connection_created.connect(limit_sqlite)
