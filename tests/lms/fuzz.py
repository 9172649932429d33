"""Hostile input for every address: a seeded generator that reads the forms of a page and posts them made worse.

For each address and role a few requests a round: hostile parts of the path, hostile parameters, and each form of the
page with one field made hostile, dropped or doubled. What it wants: no answer of 500 or above, and of our own
views no error that was caught only behind all checks.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from traceback import extract_tb
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urljoin, urlsplit

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from tests.lms.addresses import Address
from tests.lms.authorisation import Asker
from tests.lms.world import World

HOSTILE = (
    "\x00",
    "a\x00b",
    "\x1b[31m\x07\x0b",
    "\udc80\ud800",  # goes out as bytes that are no UTF-8
    "9" * 19,
    "9" * 20,
    "-" + "9" * 25,
    "9" * 5000,
    "NaN",
    "-Infinity",
    "1e400",
    "1e999999999",
    "²",  # a digit that is no number
    "٣",
    "x" * 300,
    "Ы" * 70_000,
    "🙂" * 300,
    "\u202e\u200b",
    '{"blocks": [{"text": "\\u0000\\ud800"}]}',
    '{"blocks": 1}',
    "[NaN, {}]",
    "{",
    "null",
    "",
    " ",
    "Subject: x\r\nBcc: y@example.org",
    "../../../etc/passwd",
    "'\"><script>%s{{ x }}{0}\\",
    "(",
    "0001-01-01",
    "9999-12-31T23:59",
    "2026-02-30",
    "99:99",
    "11111111-1111-4111-8111-111111111111",
    "-1",
    "0",
    "http://[",
    "x@" + "y" * 300 + ".org",
)
ASKED = (
    "p",
    "q",
    "page",
    "ordering",
    "o",
    "next",
    "id",
    "locale",
    "year",
    "tag",
    "per_page",
    "action",
    "format",
    "export",
)
ROLES = ("anonymous", "learner", "another", "trainer", "administrator", "club")


class Form(NamedTuple):
    """Where a form of a page goes, how, and with what."""

    action: str
    method: str
    fields: list[tuple[str, Any]]
    files: list[str]


class Forms(HTMLParser):
    """The forms of a page, as a browser would send them with nothing changed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_id: dict[str, Form] = {}
        self.found: list[Form] = []
        self.here: Form | None = None
        self.area: tuple[Form, str] | None = None
        self.choice: tuple[Form, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = Form(told.get("action", ""), told.get("method", "get").lower(), [], [])
            self.by_id[told.get("id", "")] = self.here
            self.found.append(self.here)
        form, name = self.by_id.get(told["form"]) if told.get("form") else self.here, told.get("name")
        if form is None:
            return
        if tag == "option" and self.choice and ("selected" in told or not self._has(*self.choice)):
            self._set(*self.choice, told.get("value", ""))
        elif name and tag == "textarea":
            self.area = (form, name)
            form.fields.append((name, ""))
        elif name and tag == "select":
            self.choice = (form, name)
        elif name and tag in {"input", "button"}:
            self._input(form, name, told)

    def _input(self, form: Form, name: str, told: dict[str, str]) -> None:
        if told.get("type") == "file":
            form.files.append(name)
        elif told.get("type") not in {"checkbox", "radio"} or "checked" in told or not self._has(form, name):
            form.fields.append((name, told.get("value", "")))

    def _has(self, form: Form, name: str) -> bool:
        return any(known == name for known, _value in form.fields)

    def _set(self, form: Form, name: str, value: str) -> None:
        form.fields[:] = [pair for pair in form.fields if pair[0] != name] + [(name, value)]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.choice = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self._set(*self.area, data.removeprefix("\n"))


class Caught(logging.Handler):
    """Counts what was caught only behind all checks."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}"[:300])


class Fuzz:
    """Asks addresses of a world; the same seed asks the same."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.asker, self.random = world, Asker(world), Random(seed)
        self.asked, self.forms, self.is_ours = 0, 0, True
        self.known: set[tuple[str, str, int]] = set()

    def faults(self, addresses: list[Address], roles: tuple[str, ...], *, forms: int = 2) -> Iterator[str]:
        """What is wrong: one sentence for each fault. `forms`: how many requests for each form of a page."""
        for address in sorted(addresses, key=lambda address: (address.name, address.path)):
            self.is_ours = address.is_ours
            for role in roles:
                path = self._path(address, {})
                yield from self._send(role, "get", self._path(address, self._hostile_parts(address)))
                yield from self._send(role, "get", f"{path}?{_encoded(self._pairs(ASKED, 2))}")
                page, faults = self._page(role, path)
                yield from faults
                given = Form("", "post", list(self.world.posted.get(address.name, {}).items()), [])
                yield from self._forms(role, path, Forms(page).found or [given], forms)

    def _forms(self, role: str, path: str, found: list[Form], times: int) -> Iterator[str]:
        for form in found:
            goes_to = urljoin(path, form.action.partition("#")[0]) if form.action else path
            known = (role, goes_to.partition("?")[0], len(form.fields))  # a form that stands on many pages
            if urlsplit(goes_to).netloc or "logout" in goes_to or known in self.known:
                continue
            self.known.add(known)
            self.forms += bool(form.fields)
            for _time in range(times):
                if form.method == "post":
                    yield from self._send(role, "post", goes_to, *self._worse(form))
                elif form.method == "get":
                    query = _encoded(self._worse(form)[0])
                    yield from self._send(role, "get", f"{goes_to.partition('?')[0]}?{query}")

    def _worse(self, form: Form) -> tuple[list[tuple[str, Any]], list[str]]:
        """The fields with one of them made hostile, dropped or doubled; now and then several."""
        fields = [pair for pair in form.fields if pair[0] != "csrfmiddlewaretoken"]
        for _time in range(self.random.choice((1, 1, 3, len(fields))) if fields else 0):
            place = self.random.randrange(len(fields))
            name, _value = fields[place]
            how = self.random.random()
            if how < 0.1:
                fields.pop(place)
                if not fields:
                    break
            elif how < 0.2:
                fields.append((name, self._value()))
            else:
                fields[place] = (name, self._value())
        return fields, form.files

    def _value(self) -> str:
        return self.random.choice(HOSTILE)

    def _pairs(self, names: tuple[str, ...], count: int) -> list[tuple[str, str]]:
        return [(name, self._value()) for name in self.random.sample(names, count)]

    def _hostile_parts(self, address: Address) -> dict[str, Any]:
        part = self.random.choice(sorted(address.parts)) if address.parts else ""
        return {part: self._value()[:900]} if part else {}

    def _path(self, address: Address, worse: dict[str, Any]) -> str:
        """The path with its true parts, or with one of them made hostile, whether it fits the pattern or not."""
        try:
            parts = self._true_parts(address)
            with override("ky"):
                path = reverse(address.name, kwargs=parts)
        except (KeyError, NoReverseMatch):
            path, parts = address.path, {}
        for name, value in worse.items():
            path = path.replace(f"/{parts.get(name, 'x')}/", f"/{quote(_bytes(value))}/", 1)
        return path

    def _true_parts(self, address: Address) -> dict[str, Any]:
        """As the world has them; in the editor the first row of the view's model."""
        told = getattr(address.view, "view_initkwargs", {})
        model = told.get("model") or getattr(getattr(address.view, "view_class", None), "model", None)
        found = isinstance(model, type) and not address.is_ours
        first = model._default_manager.order_by("pk").last() if found else None
        named = dict.fromkeys(("pk", "object_id", f"{model._meta.model_name}_id"), first.pk) if first else {}
        if not address.is_ours and "page_id" in self.world.parts["*"]:
            named |= {
                part: self.world.parts["*"]["page_id"]
                for part in address.parts
                if "page" in part or "destination" in part
            }
        known = {**self.world.parts["*"], **self.world.parts.get(address.name, {}), **named}
        return {part: known[part] for part in address.parts}

    def _page(self, role: str, path: str) -> tuple[str, list[str]]:
        answer, faults = self._ask(role, "get", path)
        is_page = answer is not None and answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
        return answer.content.decode(errors="replace") if is_page else "", faults

    def _send(self, *request: Any) -> list[str]:
        return self._ask(*request)[1]

    def _ask(
        self,
        role: str,
        method: str,
        path: str,
        fields: Sequence[tuple[str, Any]] = (),
        files: Sequence[str] = (),
    ) -> tuple[Any, list[str]]:
        cache.clear()
        self.asked += 1
        body = b"" if method == "get" else _multipart(fields, files) if files else _encoded(fields).encode()
        kind = MULTIPART_CONTENT if files else "application/x-www-form-urlencoded"
        client = self.asker.clients[role]
        signed_in = copy(client.cookies)  # what one request changes, a sign-out say, the next one does not find
        caught, logger = Caught(), logging.getLogger("cms.input.middleware")
        logger.addHandler(caught)
        try:
            with transaction.atomic():
                answer = client.generic(method.upper(), path, body, kind)
                for _part in answer if answer.streaming else ():
                    pass
                transaction.set_rollback(True)
        except Exception as error:  # of the test's own client, whose site never raises
            return None, [f"{role}: {method} {path[:200]} {_told(fields)}: {error!r}"]
        finally:
            logger.removeHandler(caught)
            client.cookies = signed_in
        bad = [f"answered {answer.status_code} {_why(answer)}"] if answer.status_code >= 500 else []
        return answer, [
            f"{role}: {method} {path[:200]} {_told(fields)}: {why}"
            for why in bad + (caught.errors if self.is_ours else [])
        ]


def _why(answer: Any) -> str:
    error = getattr(answer, "exc_info", None)
    if not error:
        return ""
    where = [f"{Path(at.filename).parent.name}/{Path(at.filename).name}:{at.lineno}" for at in extract_tb(error[2])]
    return f"{error[1]!r}"[:300] + f" at {' '.join(where[-6:])}"


def _encoded(fields: Sequence[tuple[str, Any]]) -> str:
    return urlencode([(_bytes(name), _bytes(value)) for name, value in fields])


def _bytes(text: Any) -> bytes:
    return str(text).encode(errors="surrogatepass")


def _multipart(fields: Sequence[tuple[str, Any]], files: Sequence[str]) -> bytes:
    data: dict[str, Any] = {}
    for name, value in fields:
        with suppress(UnicodeEncodeError):
            value.encode()
            data.setdefault(name, []).append(value)
    for name in files:
        data[name] = SimpleUploadedFile("y" * 300 + ".pdf", b"%PDF-1.7 \x00", "application/pdf")
    return encode_multipart(BOUNDARY, data)


def _told(fields: Sequence[tuple[str, Any]]) -> str:
    return str([(name, str(value)[:40]) for name, value in fields if str(value)[:1] != "\x00"])[:1500]
