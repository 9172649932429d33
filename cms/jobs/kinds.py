"""Kinds of jobs and their registry. A module registers its own kinds in `jobs.py`."""

from typing import IO, TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.utils.functional import Promise

if TYPE_CHECKING:
    from cms.jobs.models import Job
    from cms.jobs.worker import JobRun


class ResultFile(NamedTuple):
    """A file made by a job, with the name under which it is downloaded."""

    content: IO[bytes]
    name: str


class JobKind:
    """One kind of job: the permission it needs, the work, and the texts of its page."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    action: ClassVar[str]
    outcomes: ClassVar[dict[str, str | Promise]] = {}

    def title(self, job: "Job") -> str:
        """Return the title of a job in the reader's language."""
        return str(self.label)

    def total(self, arguments: dict[str, Any]) -> int:
        """Return the number of steps; 0 where it is not known."""
        return 0

    def run(self, run: "JobRun") -> ResultFile | None:
        """Do what is left. After a kill this begins anew, so each part must be repeatable, or be done in
        `run.step()`, which stores the work and the progress together.
        """
        raise NotImplementedError

    def links(self, job: "Job") -> list[tuple[str, str]]:
        """Return links for the page of the result: (label, address)."""
        return []


_kinds: dict[str, JobKind] = {}


def register(kind: type[JobKind]) -> type[JobKind]:
    """Register a kind of job (a decorator). Raise ValueError when the name is taken."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name} is registered already")
    _kinds[kind.name] = kind()
    return kind


def get_kind(name: str) -> JobKind | None:
    """Return the kind of this name; None when its module is not installed."""
    return _kinds.get(name)
