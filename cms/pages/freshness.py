"""What a process keeps of the published content, and how it learns that the content has changed.

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
SECONDS = 30
PUBLISHED = (
    *("wagtail.publish", "wagtail.unpublish", "wagtail.delete", "wagtail.move", "wagtail.rename"),
    *("wagtail.view_restriction.create", "wagtail.view_restriction.edit", "wagtail.view_restriction.delete"),
)
_stores: list["Store"] = []


class Store:
    """Values by key, each with the version of the content from which it was made; at most `limit` of them."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._values: dict[Hashable, tuple[Hashable, Any]] = {}
        _stores.append(self)

    def get(self, key: Hashable, version: Hashable) -> Any:
        """The value made from this version of the content, or None."""
        found = self._values.get(key)
        return found[1] if found and found[0] == version else None

    def put(self, key: Hashable, version: Hashable, value: Any) -> None:
        """Keep a value with the version that was asked for *before* it was made. When full, begin anew."""
        if len(self._values) >= self.limit:
            self._values.clear()
        self._values[key] = version, value

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()


def keeps() -> bool:
    """May this process keep anything? A site says so by CONTENT_CACHE, and by VAR_DIR where the stamp lies."""
    return bool(getattr(settings, "CONTENT_CACHE", False))


def freshen() -> None:
    """Tell all processes of this machine, once the change is committed, that published content is different now."""
    if hasattr(settings, "VAR_DIR"):
        transaction.on_commit(_grow)


def freshen_for(record: Model, *, public: bool, by: Any) -> None:
    """The same for a record that is no page, with an entry in its log, which other machines see: it became public (or
    says something else in public), or is public no more.
    """
    log(record, "wagtail.publish" if public else "wagtail.unpublish", user=by)
    freshen()


def version() -> Hashable:
    """A value that differs after each change; of a change on another machine at the latest after half a minute."""
    try:
        size = os.stat(_stamp()).st_size
    except FileNotFoundError:
        size = 0
    return size, _log.newest()


class _Log:
    """The newest entries of the logs of pages and of other records, as last seen."""

    seen: tuple[int, ...] = (0, 0)
    look_at = 0.0

    def newest(self) -> tuple[int, ...]:
        """Look again when it is time. A lost database changes nothing: what is kept stays."""
        if time.monotonic() >= self.look_at:
            self.look_at = time.monotonic() + SECONDS
            with suppress(DatabaseError):
                self.seen = tuple(_newest(name) for name in ("PageLogEntry", "ModelLogEntry"))
        return self.seen


def _newest(model: str) -> int:
    entries = apps.get_model("wagtailcore", model).objects.filter(action__in=PUBLISHED)
    return entries.order_by("-pk").values_list("pk", flat=True).first() or 0


_log = _Log()


def kept(limit: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a function's results, by its positional arguments, until the content changes.

    A result of None is not kept. What is kept is shared between requests: it must never be changed.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        store = Store(limit)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            if not keeps():
                return function(*args, **kwargs)
            now = version()
            value = store.get(args, now)
            if value is None:
                value = function(*args, **kwargs)
                store.put(args, now, value)
            return value

        return ask

    return decorate


def forget() -> None:
    """Forget everything that this process keeps (tests roll back the rows from which it was made)."""
    for store in _stores:
        store.clear()
    _log.look_at = 0.0


def _stamp() -> str:
    return f"{settings.VAR_DIR}/content-stamp"


def _grow() -> None:
    with open(_stamp(), "ab") as stamp:
        stamp.write(b".")
