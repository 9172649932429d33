"""The content cache: values made of published content, held by each process until the content changes.

A file that grows by a byte with every change is the stamp: asking costs one `stat`, and every process of the
machine sees a change at once. For other machines each process looks every half a minute whether the log of pages, or of
what else is published, has a newer entry; so what is kept is dropped when something has changed, never because time has
passed.
"""

import os
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Model
from wagtail.log_actions import log

P = ParamSpec("P")
R = TypeVar("R")
LOG_CHECK_SECONDS = 30
PUBLISHING_ACTIONS = (
    *("wagtail.publish", "wagtail.unpublish", "wagtail.delete", "wagtail.move", "wagtail.rename"),
    *("wagtail.view_restriction.create", "wagtail.view_restriction.edit", "wagtail.view_restriction.delete"),
)
_caches: list["VersionedCache"] = []


class VersionedCache:
    """A cache of at most `limit` values by key, each stored with the version of the content it was made from."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: dict[Hashable, tuple[Hashable, Any]] = {}
        _caches.append(self)

    def get(self, key: Hashable, content_version: Hashable) -> Any:
        """Return the value made from this version of the content, or None."""
        found = self._values.get(key)
        return found[1] if found and found[0] == content_version else None

    def put(self, key: Hashable, content_version: Hashable, value: Any) -> None:
        """Store a value with the version that was read *before* the value was made. A full cache is emptied first."""
        if len(self._values) >= self.limit:
            self._values.clear()
        self._values[key] = content_version, value

    def clear(self) -> None:
        """Remove all values."""
        self._values.clear()


def is_enabled() -> bool:
    """Return whether the cache is on: the setting CONTENT_CACHE; it needs VAR_DIR, where the stamp file lies."""
    return bool(getattr(settings, "CONTENT_CACHE", False))


def invalidate() -> None:
    """Invalidate the caches of all processes of this machine once the transaction is committed."""
    if hasattr(settings, "VAR_DIR"):
        transaction.on_commit(_append_to_stamp)


def log_and_invalidate(record: Model, *, public: bool, by: Any) -> None:
    """Log that a record that is not a page was published (or changed in public) or unpublished, and invalidate.

    Other machines see the log entry.
    """
    log(record, "wagtail.publish" if public else "wagtail.unpublish", user=by)
    invalidate()


def content_version() -> Hashable:
    """Return a value that differs after each change: at once on this machine, within half a minute on others."""
    try:
        size = os.stat(_stamp_path()).st_size
    except FileNotFoundError:
        size = 0
    return size, _publish_log.newest()


class _PublishLog:
    """The newest entries of Wagtail's page and model logs, as last read."""

    seen: tuple[int, ...] = (0, 0)
    look_at = 0.0

    def newest(self) -> tuple[int, ...]:
        """Read the logs again when it is time. A database error changes nothing: the cache stays valid."""
        if time.monotonic() >= self.look_at:
            self.look_at = time.monotonic() + LOG_CHECK_SECONDS
            with suppress(DatabaseError):
                self.seen = tuple(_newest_entry(name) for name in ("PageLogEntry", "ModelLogEntry"))
        return self.seen


def _newest_entry(model: str) -> int:
    entries = apps.get_model("wagtailcore", model).objects.filter(action__in=PUBLISHING_ACTIONS)
    return entries.order_by("-pk").values_list("pk", flat=True).first() or 0


_publish_log = _PublishLog()


def cached(limit: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Cache a function's results by its positional arguments until the content changes.

    A result of None is not cached. Results are shared between requests and must never be mutated.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        store = VersionedCache(limit)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            if not is_enabled():
                return function(*args, **kwargs)
            now = content_version()
            value = store.get(args, now)
            if value is None:
                value = function(*args, **kwargs)
                store.put(args, now, value)
            return value

        return ask

    return decorate


def clear_caches() -> None:
    """Empty all caches of this process (tests roll back the rows they were made from)."""
    for store in _caches:
        store.clear()
    _publish_log.look_at = 0.0


def _stamp_path() -> str:
    return f"{settings.VAR_DIR}/content-stamp"


def _append_to_stamp() -> None:
    with open(_stamp_path(), "ab") as stamp:
        stamp.write(b".")
