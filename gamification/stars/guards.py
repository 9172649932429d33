"""The database itself refuses to change or delete a line of the ledger: triggers, put there after each migration.

After each, because SQLite drops a table's triggers whenever a migration rebuilds the table.
"""

from typing import Any

TABLE = "gamification_starentry"
WORD = "the ledger of stars is never changed"

# REPLACE deletes without asking a trigger, so on SQLite an insert that would replace is refused as well.
_SQLITE = {
    "star_entry_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORD}'); END",
    "star_entry_no_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORD}'); END",
    "star_entry_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} "  # noqa: S608
        'WHERE id = NEW.id OR "key" = NEW."key" OR reverses_id = NEW.reverses_id) '
        f"BEGIN SELECT RAISE(ABORT, 'UNIQUE: {WORD}'); END"
    ),
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION gamification_star_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{WORD}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL = {
    f"star_entry_no_{act}": (
        f"BEFORE {act.upper()} ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION gamification_star_entry_refuses()"
    )
    for act in ("update", "delete", "truncate")
}


def install(connection: Any) -> None:
    """Put the triggers where they are missing; a database of another kind has none."""
    absent = missing(connection)
    if not absent:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in absent:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{_on(connection)}")
            cursor.execute(f"CREATE TRIGGER {name} {_wanted(connection)[name]}")
            if connection.vendor == "postgresql":  # also while a replica is filled
                cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}")


def lift(connection: Any) -> None:
    """Take the triggers away. Only a test may, to empty its own database."""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{_on(connection)}")


def missing(connection: Any) -> list[str]:
    """Names of triggers that are not there as they should be; none before the table itself is there."""
    if not _wanted(connection) or TABLE not in connection.introspection.table_names():
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'A'", [TABLE])
            there = {name for (name,) in cursor.fetchall()}
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
            there = {name for name, sql in cursor.fetchall() if sql == f"CREATE TRIGGER {name} {_SQLITE.get(name)}"}
    return [name for name in _wanted(connection) if name not in there]


def _wanted(connection: Any) -> dict[str, str]:
    return {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}.get(connection.vendor, {})


def _on(connection: Any) -> str:
    return f" ON {TABLE}" if connection.vendor == "postgresql" else ""
