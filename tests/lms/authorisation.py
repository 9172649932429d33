"""Asks every address in every role by every method, and compares with the reviewed table (matrix.txt).

A fault names the address and what to do: an address that the table does not have, an answer that is not the expected
one, a line that lets nobody in, a refusal that changed a row all the same.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.lms.addresses import Address, addresses
from tests.lms.world import ROLES, World

TABLE = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
CLOSED = {"sign-in", "no", "none", "method"}  # and nothing may be written
LET_IN = {"page", "away"}
Table = dict[tuple[str, str], dict[str, str]]
Rows = dict[tuple[str, Any], dict[str, Any]]


def read(text: str) -> Table:
    """The table by (name, method): role -> expected answer."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {(name, method): dict(zip(ROLES, answers, strict=True)) for name, method, *answers in lines}


def word_for(answer: HttpResponseBase) -> str:
    """The class of an answer, in the words of the table."""
    if answer.status_code in {301, 302, 303}:
        refused_by_the_editor = answer["Location"] == "/admin/"  # with a message
        to_sign_in = re.match(r"/(\w\w/accounts|admin)/login/", answer["Location"])
        if re.fullmatch(rf"/\w\w{re.escape(answer.request['PATH_INFO'])}", answer["Location"]):
            return "none"  # an unknown address is tried in the reader's language
        return "sign-in" if to_sign_in else "no" if refused_by_the_editor else "away"
    words = {200: "page", 403: "no", 404: "none", 405: "method", 400: "refused", 409: "refused", 422: "refused"}
    return words.get(answer.status_code, str(answer.status_code))


class Asker:
    """Sends requests into a world, each undone afterwards."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {role: self._client(person) for role, person in world.people.items()}

    def _client(self, person: Any) -> Client:
        client = Client(raise_request_exception=False)
        if person.is_authenticated:
            client.force_login(person)
        return client

    def ask(self, role: str, method: str, path: str, name: str) -> tuple[str, bool]:
        """The class of the answer, and whether it wrote into our tables. What it wrote is undone."""
        written, cookies = Writes(), deepcopy(self.clients[role].cookies)
        with transaction.atomic(), connection.execute_wrapper(written):
            answer = self.send(role, method, path, name)
            transaction.set_rollback(True)
        self.clients[role].cookies = cookies  # signing out is undone too
        return word_for(answer), bool(written.found)

    def send(self, role: str, method: str, path: str, name: str, **more: Any) -> HttpResponseBase:
        """The answer, wholly read; a form is posted as the world fills it in, and `more`."""
        posted = {**self.world.posted.get(name, {}), **more} if method == "POST" else {}
        answer = getattr(self.clients[role], method.lower())(path, posted)
        for _part in answer if answer.streaming else ():
            pass
        return answer


class Writes:
    """Hears every query; keeps those that change our tables."""

    def __init__(self) -> None:
        tables = (model._meta.db_table for model in our_models())
        self.ours = re.compile(rf'^(INSERT INTO|UPDATE|DELETE FROM) "({"|".join(tables)})"')
        self.found: list[str] = []

    def __call__(self, execute: Any, sql: str, *args: Any) -> Any:
        if self.ours.match(sql):
            self.found.append(sql)
        return execute(sql, *args)


def our_models() -> list[type[Model]]:
    """The records of learning and of the club, and the accounts."""
    return [
        model for label in ("courses", "gamification", "accounts") for model in apps.get_app_config(label).get_models()
    ]


def rows() -> Rows:
    """Every row of ours."""
    return {
        (model._meta.label, row.pop("pk")): row
        for model in our_models()
        for row in model._default_manager.values("pk", *(field.attname for field in model._meta.concrete_fields))
    }


def path_of(address: Address, world: World) -> str:
    with override("ky"):
        return reverse(address.name, kwargs=world.parts_of(address.name, set(address.parts)))


def faults(world: World, urlconf: str, table: Table, only: str = "") -> Iterator[str]:
    """What is wrong with our own addresses (or with one of them)."""
    asker = Asker(world)
    ours = {address.name: address for address in addresses(urlconf) if address.is_ours}
    for name in sorted({name for name, _method in table} - set(ours)):
        yield f"{name}: in the table, but there is no such address. Take its lines out of {TABLE.name}."
    for name, address in sorted(ours.items()):
        if only in {"", name}:
            yield from _faults_in_table(address, table) or _faults_of(asker, name, path_of(address, world), table)


def _faults_in_table(address: Address, table: Table) -> list[str]:
    name = address.name
    lines = [row for (known, _method), row in table.items() if known == name]
    if not hasattr(address.view, "action"):
        return [f"{name}: its view names no action. Decorate it with @permission_required('room.verb')."]
    if not lines:
        return [f"{name} ({address.path}): not in the table. Add a line for each method it takes to {TABLE.name}."]
    if not any(answer in LET_IN for row in lines for answer in row.values()):
        return [f"{name}: the table lets nobody in. Who is it for?"]
    return []


def _faults_of(asker: Asker, name: str, path: str, table: Table) -> Iterator[str]:
    for method in METHODS:
        for role in ROLES:
            expected = table[name, method][role] if (name, method) in table else None
            found, wrote = asker.ask(role, method, path, name)
            if found != expected if expected else found not in CLOSED:
                yield f"{name}: {method} as {role} answers “{found}”, expected {expected or 'a refusal'}."
            if wrote and (found in CLOSED or found == "refused"):
                yield f"{name}: {method} as {role} is refused (“{found}”) and writes all the same."
