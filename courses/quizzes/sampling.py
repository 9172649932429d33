"""What an attempt consists of: questions drawn from the bank, their options shuffled under ids of their own.

Neither the order nor the id of an option says anything about whether it is right: both come from the system's
source of randomness, anew for each attempt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random, SystemRandom
from typing import Any
from uuid import UUID

from courses.quizzes.models import Kind

SYSTEM = SystemRandom()
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question of an attempt; `options` and `matches` are (id, option key) in the order shown."""

    question: str
    kind: str
    options: Sequence[Named] = ()
    matches: Sequence[Named] = ()

    @property
    def key_of(self) -> dict[str, str]:
        """The option key by each id."""
        return dict([*self.options, *self.matches])

    @property
    def keys(self) -> list[str]:
        """The option keys in the order shown."""
        return [key for _id, key in self.options]


def to_json(drawn: Iterable[DrawnQuestion]) -> list[dict[str, Any]]:
    """As `Attempt.drawn` keeps it."""
    return [asdict(question) for question in drawn]


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[DrawnQuestion]:
    """What `Attempt.drawn` keeps."""
    return [DrawnQuestion(**question) for question in stored]


def sample_questions(
    bank: Mapping[str, Sequence[UUID]], draw: Mapping[str, int], *, source: Random = SYSTEM
) -> list[UUID]:
    """Questions by topic, all in random order; a topic with too few gives all that it has."""
    chosen = [
        key for topic, wanted in draw.items() for key in source.sample(bank.get(topic, ()), _least(bank, topic, wanted))
    ]
    source.shuffle(chosen)
    return chosen


def _least(bank: Mapping[str, Sequence[UUID]], topic: str, wanted: int) -> int:
    return min(wanted, len(bank.get(topic, ())))


def shuffle_options(question: UUID, kind: str, truth: Mapping[str, Any], *, source: Random = SYSTEM) -> DrawnQuestion:
    """Shuffle what a question shows, and give each thing an id that means nothing elsewhere."""
    options = _with_random_ids(truth.get("options") or truth.get("pairs") or truth.get("order") or (), source)
    matches = _with_random_ids(truth["pairs"], source) if kind == Kind.MATCHING else []
    return DrawnQuestion(str(question), kind, options, matches)


def _with_random_ids(keys: Iterable[str], source: Random) -> list[Named]:
    shuffled = list(keys)
    source.shuffle(shuffled)
    return [(f"{source.getrandbits(48):012x}", key) for key in shuffled]
