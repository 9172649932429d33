"""Queries whose SQL is compiled once: for pages requested all day, compiling takes longer than executing."""

from collections.abc import Callable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

_SLOT = -(10**15)  # no row has such an id


class CompiledQuery:
    """A `values_list` queryset, compiled once with a slot for each id that differs between executions."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], slots: int) -> None:
        self._build, self._slots = build, [_SLOT - n for n in range(slots)]
        self._compiled: WeakKeyDictionary[Any, tuple[Any, str, tuple]] = WeakKeyDictionary()

    def __call__(self, *values: int) -> Iterator[tuple]:
        """Execute the query with these ids, in the order of the slots, and return its rows."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiler, sql, params = self._compiled.get(connection) or self._compile(connection)
        filled = dict(zip(self._slots, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [filled.get(param, param) for param in params])
            rows = cursor.fetchall()
        return compiler.results_iter(results=[rows], tuple_expected=True)

    def _compile(self, connection: Any) -> tuple[Any, str, tuple]:
        compiler = self._build(*self._slots).query.get_compiler(connection=connection)
        made = self._compiled[connection] = compiler, *compiler.as_sql()
        return made
