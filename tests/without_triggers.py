"""What only a test may do: take the triggers away that guard the register and the ledger."""

from contextlib import contextmanager

from django.db import connection as default

from cms import triggers


@contextmanager
def lifted(connection=default):
    """Nothing is guarded meanwhile, as for who may alter the database itself."""
    connection.check_constraints()  # PostgreSQL alters no table with checks that wait for the end of the transaction
    triggers.lift(connection, triggers.declared())
    try:
        yield
    finally:
        connection.check_constraints()
        triggers.install(connection, triggers.declared())
