"""Caches whose failure fails no page: what they cannot give is made anew, what they cannot keep is not kept.

Nothing may rest on a cache alone: limits of tries are rows (cms/access/throttle.py). A server that does not answer is
left alone for a while, so that one page waits for it and not every page; entries that should have changed meanwhile are
deleted when it is back. An entry that cannot be read (half a file, a class that is gone) is deleted.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 10.0  # seconds
MAX_STALE = 10_000
log = logging.getLogger(__name__)
AWAY = (OSError, RedisError)


@dataclass
class Outage:
    """What this process knows of a cache that has failed: shared by its threads, each of which has a cache object."""

    until: float = 0.0
    owed: set[tuple[str, int | None]] = field(default_factory=set)

    @property
    def lasts(self) -> bool:
        """Is the cache left alone now?"""
        return time.monotonic() < self.until

    def begins(self, error: Exception) -> None:
        """Leave the cache alone for a while."""
        log.warning("The cache does not answer, pages go on without it: %s: %s", type(error).__name__, error)
        self.until = time.monotonic() + PAUSE

    def owe(self, key: str, version: int | None) -> None:
        """Remember an entry that the cache may hold as it was before."""
        if len(self.owed) < MAX_STALE:
            self.owed.add((key, version))


_absences: dict[str, Outage] = {}


class FailOpenMixin:
    """Mixed into a cache of Django, before it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)  # type: ignore[call-arg]
        self._absence = _absences.setdefault(str(server), Outage())

    def _ask(self, call: Callable[[], Any], otherwise: Any, forget: Callable[[], Any] | None = None) -> Any:
        """The answer of the cache, or `otherwise`. What `forget` deletes is what cannot be read."""
        if self._absence.lasts:
            return otherwise
        try:
            self._pay()
            return call()
        except AWAY as error:
            self._absence.begins(error)
        except Exception as error:  # a pickle may raise anything
            if forget is None:
                raise
            log.warning("An entry of the cache cannot be read: %s: %s", type(error).__name__, error)
            self._ask(forget, None)
        return otherwise

    def _pay(self) -> None:
        while self._absence.owed:
            key, version = self._absence.owed.pop()
            try:
                super().delete(key, version)  # type: ignore[misc]
            except AWAY:
                self._absence.owe(key, version)
                raise

    def _change(self, call: Callable[[], Any], otherwise: Any, *keys: str, version: int | None) -> Any:
        missed = object()
        answer = self._ask(call, missed)
        if answer is not missed:
            return answer
        for key in keys:
            self._absence.owe(key, version)
        return otherwise

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The entry, or the default."""
        return self._ask(partial(super().get, key, default, version), default, partial(super().delete, key, version))  # type: ignore[misc]

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """Those that can be read."""
        keys = list(keys)
        forget = partial(super().delete_many, keys, version)  # type: ignore[misc]
        return self._ask(partial(super().get_many, keys, version), {}, forget)  # type: ignore[misc]

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Is there such an entry?"""
        return self._ask(partial(super().has_key, key, version), False, partial(super().delete, key, version))  # type: ignore[misc]

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As if it had not been there: a lock of a cache that is away locks nobody out."""
        forget = partial(super().delete, key, version)  # type: ignore[misc]
        return self._ask(partial(super().add, key, value, timeout, version), True, forget)  # type: ignore[misc]

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the entry."""
        self._change(partial(super().set, key, value, timeout, version), None, key, version=version)  # type: ignore[misc]

    def set_many(self, data: dict, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        """The keys of those that were not kept."""
        keys = list(data)
        return self._change(partial(super().set_many, data, timeout, version), keys, *keys, version=version)  # type: ignore[misc]

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep the entry longer."""
        forget = partial(super().delete, key, version)  # type: ignore[misc]
        return self._ask(partial(super().touch, key, timeout, version), False, forget)  # type: ignore[misc]

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete the entry, at the latest when the cache is back."""
        return self._change(partial(super().delete, key, version), False, key, version=version)  # type: ignore[misc]

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Delete them, at the latest when the cache is back."""
        keys = list(keys)
        self._change(partial(super().delete_many, keys, version), None, *keys, version=version)  # type: ignore[misc]

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As Django's: a number that is not there cannot grow."""
        answer = self._ask(partial(super().incr, key, delta, version), None)  # type: ignore[misc]
        if answer is None:
            raise ValueError(f"Key '{key}' not found")
        return answer

    def clear(self) -> None:
        """Empty the cache."""
        self._ask(super().clear, None)  # type: ignore[misc]


class FailOpenRedisCache(FailOpenMixin, RedisCache):
    """Redis, of which a page asks nothing while it does not answer."""


class FailOpenFileBasedCache(FailOpenMixin, FileBasedCache):
    """A folder, which may be full, foreign or half written."""
