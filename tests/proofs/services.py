"""Databases and brokers that a proof may use: the embedded ones, and servers that answer."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from psycopg import sql

POSTGRESQL = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
RABBITMQ = os.environ.get("AMQP_URL") or "amqp://guest:guest@127.0.0.1:5672//"

DATABASES = ("sqlite", "postgresql")
BROKERS = {"filesystem": "", "redis": REDIS, "rabbitmq": RABBITMQ}


def missing() -> list[str]:
    """The servers that a whole run needs and that do not answer, each with its address."""
    wanted = {"PostgreSQL": (POSTGRESQL, 5432), "Redis": (REDIS, 6379), "RabbitMQ": (RABBITMQ, 5672)}
    return [f"{name} at {url}" for name, (url, port) in wanted.items() if not answers(url, port)]


def answers(url: str, port: int) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or port), timeout=2):
            return True
    except OSError:
        return False


def template(kind: str) -> str:
    """The variable of the environment that names what to begin from: a database's file or its name on the server, or
    the folder of static files.
    """
    return f"PROOF_TEMPLATE_{kind.upper()}"


@contextmanager
def database(kind: str, directory: Path) -> Iterator[str]:
    """The URL of a database of the kind, empty or a copy of the template; a PostgreSQL one is dropped afterwards."""
    begin_from = os.environ.get(template(kind))
    if kind == "sqlite":
        file = directory / "db.sqlite3"
        if begin_from:
            copyfile(begin_from, file)
        yield f"sqlite:///{file}"
        return
    name = f"jyldyz_proof_{uuid4().hex[:8]}"
    _execute("CREATE DATABASE {} TEMPLATE {}", name, begin_from or "template1")
    try:
        yield urlsplit(POSTGRESQL)._replace(path=f"/{name}").geturl()
    finally:
        _execute("DROP DATABASE {} WITH (FORCE)", name)


def _execute(statement: str, *names: str) -> None:
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
