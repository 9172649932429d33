"""What a browser does with a quiz: reads the fields of its page, and sends them."""

import http.client
import random
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

QUESTION = re.compile(r'<fieldset class="question[^>]*id="q(\d+)".*?</fieldset>', re.DOTALL)
SELECT = re.compile(r'<select[^>]*name="([^"]+)".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option(?: value="(\w+)")?[^>]*>(\d*)')
CHOICE = re.compile(r'<input type="(radio|checkbox)" name="\w+" value="(\w+)"')
WAIT = 600  # seconds for an answer: two hundred who ask at once wait long for each other on a busy machine


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all calls at the same time; what they returned."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: call(), calls))


@dataclass(frozen=True)
class Question:
    """A question as its fields show it."""

    place: str
    choices: list[tuple[str, str]]
    selects: dict[str, list[str]]

    def answer(self, chance: random.Random) -> str:
        """A form body with some answer to this question."""
        name = f"q{self.place}"
        fields = [("q", self.place), *((field, chance.choice(values)) for field, values in self.selects.items())]
        if self.choices and self.choices[0][0] == "checkbox":
            fields += [(name, value) for _type, value in self.choices if chance.random() < 0.5]
        elif self.choices:
            fields.append((name, chance.choice(self.choices)[1]))
        elif not self.selects:
            fields.append((name, str(chance.choice([30, "теңдик", chance.random()]))))
        return urlencode(fields)


class Tab:
    """One tab of a signed-in browser."""

    def __init__(self, port: int, learner: dict[str, Any]) -> None:
        self.port, self.learner = port, learner

    def answers(self) -> bool:
        """Does the site answer?"""
        try:
            self._send("GET", "/healthz", "", {})
        except OSError:
            return False
        return True

    def questions(self, address: str) -> list[Question]:
        """The questions of the page of an attempt."""
        html = self.file(address).decode()
        return [self._question(match[1], match[0]) for match in QUESTION.finditer(html)]

    def file(self, address: str) -> bytes:
        """What a GET of the address brings."""
        return self._send("GET", address, "", {})[2]

    def _question(self, place: str, html: str) -> Question:
        selects = {
            match[1]: [value or number for value, number in OPTION.findall(match[0]) if value or number]
            for match in SELECT.finditer(html)
        }
        return Question(place, CHOICE.findall(html), selects)

    def post(self, address: str, body: str, *, script: bool = False) -> dict[str, Any]:
        """Send a form; what was sent and answered, and when."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.learner["token"]}
        sent = time.time()
        status, location, _html = self._send(
            "POST", address, body, headers | ({"X-Requested-With": "fetch"} if script else {})
        )
        return {"body": body, "sent": sent, "done": time.time(), "status": status, "location": location}

    def _send(self, method: str, address: str, body: str, headers: dict[str, str]) -> tuple[int, str, bytes]:
        cookies = f"sessionid={self.learner['session']}; csrftoken={self.learner['token']}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            connection.request(method, address, body.encode(), headers | {"Cookie": cookies})
            response = connection.getresponse()
            return response.status, response.headers.get("Location", ""), response.read()
        finally:
            connection.close()
