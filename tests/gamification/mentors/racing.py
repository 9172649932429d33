"""Many at once on a real database: on SQLite a file, because one in memory does not wait for locks."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, contextmanager
from threading import Barrier, Thread
from typing import Any

from django.db import connection, connections


@contextmanager
def on_a_real_database(tmp_path):
    """For the threads of `at_once`: a copy of the test's database as a file, or the very database on PostgreSQL."""
    if connection.vendor != "sqlite":
        yield
        return
    copy = tmp_path / "race.sqlite3"
    connection.cursor().execute("VACUUM INTO %s", [str(copy)])
    with closing(sqlite3.connect(copy)) as once:  # a file that many turn to WAL at the same moment is locked to some
        once.execute("PRAGMA journal_mode = WAL")
    facts = connections.settings["default"]
    before, facts["NAME"] = facts["NAME"], str(copy)
    try:
        yield
    finally:
        facts["NAME"] = before


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned, or the exception that it raised; all begin at the same moment, each on a connection
    of its own.
    """
    start, found = Barrier(len(calls)), [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        start.wait()
        try:
            found[number] = call()
        except Exception as fault:
            found[number] = fault
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def there(call: Callable[[], Any]) -> Any:
    """One call on the threads' database."""
    (found,) = at_once(call)
    if isinstance(found, Exception):
        raise found
    return found
