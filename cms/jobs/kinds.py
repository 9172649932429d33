"""Kinds of jobs. A room registers its own in `jobs.py`; a name is given once."""

from typing import IO, TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.utils.functional import Promise

if TYPE_CHECKING:
    from cms.jobs.models import Job
    from cms.jobs.working import Work


class ResultFile(NamedTuple):
    """A file that a job has made, under the name with which it is saved."""

    content: IO[bytes]
    name: str


class Kind:
    """One kind of job: who may ask for it, what is done, and what its page says."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    action: ClassVar[str]
    outcomes: ClassVar[dict[str, str | Promise]] = {}

    def title(self, job: "Job") -> str:
        """What this one job is about, in the reader's language."""
        return str(self.label)

    def total(self, arguments: dict[str, Any]) -> int:
        """How many steps there will be; 0 where nobody knows."""
        return 0

    def run(self, work: "Work") -> ResultFile | None:
        """Do what is left. It begins anew after a worker was killed, so each part must bear to be repeated, or be
        done in `work.step()`, which stores the work and how far it went together.
        """
        raise NotImplementedError

    def links(self, job: "Job") -> list[tuple[str, str]]:
        """Where a reader of the result goes next: (label, address)."""
        return []


_kinds: dict[str, Kind] = {}


def register(kind: type[Kind]) -> type[Kind]:
    """Register a kind (a decorator). A name has one kind: a second one is an error."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name} is registered already")
    _kinds[kind.name] = kind()
    return kind


def find(name: str) -> Kind | None:
    """The kind of this name; None when its room is no longer installed."""
    return _kinds.get(name)
