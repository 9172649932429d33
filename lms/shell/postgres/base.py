"""The backend (Django looks for `base.DatabaseWrapper`)."""

from functools import partial
from typing import Any

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Gives each new connection a limit to its waiting."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        """As Django; with WAIT_SECONDS every wait for the server ends in time."""
        connection = super().get_new_connection(conn_params)
        if seconds := self.settings_dict.get("WAIT_SECONDS"):
            connection.wait = partial(_wait, connection, connection.wait, seconds)
        return connection


def _wait(connection: psycopg.Connection, wait: Any, seconds: float, *args: Any, **kwargs: Any) -> Any:
    """psycopg's wait for an answer. A connection given up is in no known state: it is closed."""
    try:
        return wait(*args, **{"timeout": seconds, **kwargs})
    except psycopg.errors._WaitTimeout:
        connection.pgconn.finish()
        raise
