"""The backend (Django looks for `base.DatabaseWrapper`)."""

from functools import partial
from math import ceil
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from lms.site.database_timeout import time_limit


class DatabaseWrapper(base.DatabaseWrapper):
    """Gives each new connection a limit to its waiting, and its making too."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection:
        """As Django; with WAIT_SECONDS every wait for the server ends in time."""
        with time_limit(conn_params.get("connect_timeout")) as timeout:
            if timeout is not None:
                conn_params = {**conn_params, "connect_timeout": ceil(timeout)}
            connection = super().get_new_connection(conn_params)
        if seconds := self.settings_dict.get("WAIT_SECONDS"):
            connection.wait = partial(_wait, connection, connection.wait, seconds)
        return connection


def _wait(connection: psycopg.Connection, wait: Any, seconds: float, *args: Any, **kwargs: Any) -> Any:
    """psycopg's wait for an answer. A connection given up is in no known state: it is closed."""
    try:
        with time_limit(seconds) as timeout:
            return wait(*args, **{"timeout": timeout, **kwargs})
    except psycopg.errors._WaitTimeout:
        connection.pgconn.finish()
        raise
