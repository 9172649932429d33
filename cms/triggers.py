"""Rules of a table that the database itself keeps, as triggers that refuse what breaks them.

An app declares a guard for each of its tables; a guard names the rows that it refuses. The triggers are put in place
after each migration, because SQLite drops those of a table whenever a migration rebuilds it, and a system check
compares them with what they should be.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model, UniqueConstraint
from django.db.models.signals import post_migrate
from django.dispatch import receiver

BITS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}  # of tgtype in PostgreSQL
ROW, BEFORE = 1, 2


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is refused: an event, and on which rows, as a condition on OLD and NEW; without one always."""

    name: str
    event: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of a table. `prefix` begins the names of its triggers, `sentence` is what a refusal says."""

    model: type[Model]
    prefix: str
    sentence: str
    check_id: str
    refusals: tuple[Refusal, ...]

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.model._meta.db_table

    def wanted(self, vendor: str) -> dict[str, str]:
        """Name -> what stands after it in SQLite, or the body of its function in PostgreSQL."""
        if vendor == "sqlite":
            rows = [refusal for refusal in self.refusals if refusal.event != "TRUNCATE"]
            return {self.named(one): self._sqlite(one) for one in rows} | {f"{self.prefix}_no_replace": self._replace()}
        if vendor == "postgresql":
            return {self.named(one): self._body(one) for one in self.refusals}
        return {}

    def named(self, refusal: Refusal) -> str:
        """The name of a trigger, and of its function in PostgreSQL."""
        return f"{self.prefix}_no_{refusal.name}"

    def _sqlite(self, refusal: Refusal) -> str:
        when = f" WHEN {refusal.when}".replace("IS DISTINCT FROM", "IS NOT") if refusal.when else ""
        return f"BEFORE {refusal.event} ON {self.table}{when} BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"

    def _replace(self) -> str:
        """REPLACE deletes without asking a trigger, so an insert that would replace is refused as well."""
        same = " OR ".join("(" + " AND ".join(f'"{c}" = NEW."{c}"' for c in key) + ")" for key in _keys(self.model))
        return (
            f"BEFORE INSERT ON {self.table} WHEN EXISTS (SELECT 1 FROM {self.table} WHERE {same}) "  # noqa: S608
            f"BEGIN SELECT RAISE(ABORT, 'UNIQUE: {self.sentence}'); END"
        )

    def _body(self, refusal: Refusal) -> str:
        refuse = f"RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'integrity_constraint_violation';"
        if not refusal.when:
            return f"BEGIN {refuse} END"
        row = "OLD" if refusal.event == "DELETE" else "NEW"
        return f"BEGIN IF {refusal.when} THEN {refuse} END IF; RETURN {row}; END"


_GUARDS: list[Guard] = []


def declare(*guards: Guard) -> None:
    """Have the tables guarded, from the next migration on."""
    _GUARDS.extend(guards)


def declared(app: str = "") -> list[Guard]:
    """The guards of an app, or all."""
    return [guard for guard in _GUARDS if app in ("", guard.model._meta.app_label)]


def never(*events: str) -> tuple[Refusal, ...]:
    """Refusals of each event, whatever the row."""
    return tuple(Refusal(event.lower(), event) for event in events)


def changed(model: type[Model], *, free: Collection[str] = (), only: Collection[str] = ()) -> str:
    """The condition that a column differs after an update: any but the free ones, or one of those named.

    The same words in every process, whatever the order in which a set yields the names: what is stored is compared.
    """
    columns = [field.column for field in model._meta.concrete_fields if field.name not in free]
    if only:
        columns = [model._meta.get_field(name).column for name in sorted(only)]  # type: ignore[union-attr]
    return "(" + " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns) + ")"


def install(connection: Any, guards: Iterable[Guard]) -> None:
    """Put the triggers where they are missing; a database of another kind has none."""
    with connection.cursor() as cursor:
        for guard, names in _missing(connection, guards):
            for name in names:
                _drop(connection, cursor, guard, name)
                _create(connection, cursor, guard, name)


def lift(connection: Any, guards: Iterable[Guard]) -> None:
    """Take the triggers away. Only a test may, to empty its own database, or a migration that rewrites rows."""
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for guard in guards:
            for name in guard.wanted(connection.vendor) if guard.table in there else ():
                _drop(connection, cursor, guard, name)


def missing(connection: Any, guards: Iterable[Guard]) -> list[str]:
    """Names of triggers that are not there as they should be; none before the table itself is there."""
    return [name for _guard, names in _missing(connection, guards) for name in names]


def _missing(connection: Any, guards: Iterable[Guard]) -> list[tuple[Guard, list[str]]]:
    there = connection.introspection.table_names()
    return [(guard, _absent(connection, guard)) for guard in guards if guard.table in there]


def _absent(connection: Any, guard: Guard) -> list[str]:
    wanted = guard.wanted(connection.vendor)
    if not wanted:
        return []
    if connection.vendor == "postgresql":
        types = {guard.named(one): BEFORE + BITS[one.event] + ROW * bool(one.when) for one in guard.refusals}
        right = {(name, body, types[name]) for name, body in wanted.items()}
        statement = """SELECT tgname, prosrc, tgtype FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
            WHERE tgrelid = %s::regclass AND tgenabled = 'A'"""
    else:
        right = {(name, f"CREATE TRIGGER {name} {body}") for name, body in wanted.items()}  # type: ignore[misc]
        statement = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    with connection.cursor() as cursor:
        cursor.execute(statement, [guard.table])
        good = {row[0] for row in cursor.fetchall() if tuple(row) in right}
    return [name for name in wanted if name not in good]


def _create(connection: Any, cursor: Any, guard: Guard, name: str) -> None:
    body = guard.wanted(connection.vendor)[name]
    if connection.vendor == "sqlite":
        cursor.execute(f"CREATE TRIGGER {name} {body}")
        return
    refusal = next(one for one in guard.refusals if guard.named(one) == name)
    each = "ROW" if refusal.when else "STATEMENT"
    # The condition stands in the function: a column that a trigger's own WHEN names could not be altered any more.
    cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    cursor.execute(
        f"CREATE TRIGGER {name} BEFORE {refusal.event} ON {guard.table} FOR EACH {each} EXECUTE FUNCTION {name}()"
    )
    cursor.execute(f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {name}")  # also while a replica is filled


def _drop(connection: Any, cursor: Any, guard: Guard, name: str) -> None:
    of_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def _keys(model: type[Model]) -> list[list[str]]:
    """The columns of each key of which there is one row at most."""
    keys = [[str(field.column)] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and not constraint.condition:
            keys.append([str(model._meta.get_field(name).column) for name in constraint.fields])  # type: ignore[union-attr]
    return keys


@receiver(post_migrate)
def put_back(sender: Any, using: str = "default", **_facts: Any) -> None:
    """What a migration may have dropped."""
    install(connections[using], declared(sender.label))


@register(Tags.database)
def check_triggers(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Asked by `check --database` and before each migration: does the database keep the rules?

    What waits for a migration gets its triggers with it.
    """
    return [
        Error(
            f"The table {guard.table} on “{alias}” is not guarded: {', '.join(absent)} missing.",
            hint="`migrate --skip-checks` puts the triggers back.",
            id=guard.check_id,
        )
        for alias in databases or []
        for guard, absent in _missing(connections[alias], _GUARDS)
        if absent and not _awaits_migration(connections[alias], guard)
    ]


def _awaits_migration(connection: Any, guard: Guard) -> bool:
    loader = MigrationLoader(connection)
    app = guard.model._meta.app_label
    return any(node not in loader.applied_migrations for node in loader.graph.nodes if node[0] == app)
