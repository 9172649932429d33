"""A kind of job for tests: it digs holes, one a step, and can be told to fail."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from cms.jobs import kinds
from cms.jobs.kinds import JobKind, ResultFile
from cms.jobs.models import Job
from cms.jobs.services import enqueue
from tests.factories import UserFactory, administrator


class Dig(JobKind):
    """`holes` to dig; `stone` is the hole at which it fails, `water` the one that it refuses."""

    name = "tests.dig"
    label = "Dig holes"
    action = "jobs.read"
    outcomes = {"dug": "Dug"}

    def total(self, arguments):
        return len(arguments["holes"])

    def run(self, work):
        for hole in work.remaining(work.arguments["holes"]):
            with work.step() as step:
                if hole == work.arguments.get("water"):
                    raise ValidationError(f"Hole {hole} is full of water.")
                UserFactory(email=f"{hole}@holes.example")  # what it does is a row: a second of it is refused
                step.add_line("dug", f"Hole {hole}", link="/holes/")
                if hole == work.arguments.get("stone"):
                    raise RuntimeError("a stone")


class Draw(JobKind):
    """Makes a file."""

    name = "tests.draw"
    label = "Draw a map"
    action = "jobs.read"

    def total(self, arguments):
        return 10

    def run(self, work):
        for line in range(10):
            work.set_progress(line)
        return ResultFile(BytesIO(b"a map"), "map.txt")


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    for kind in (Dig, Draw):
        monkeypatch.setitem(kinds._kinds, kind.name, kind())


@pytest.fixture
def digger(client, settings):
    """Somebody of the editor, signed in, reading English."""
    settings.STAFF_SECOND_FACTOR = False
    person = administrator(email="digger@example.org")
    client.force_login(person)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return person


@pytest.fixture
def dig(digger):
    def ask(*holes, **more):
        return enqueue(kind="tests.dig", by=digger, arguments={"holes": list(holes), **more})

    return ask


def dug(job: Job) -> list[str]:
    """What the job has told, in order."""
    return list(job.lines.order_by("pk").values_list("text", flat=True))
