"""What an attempt consists of: questions drawn from the bank, their options shuffled under ids of their own.

Neither the order nor the id of an option says anything about whether it is right: both come from the system's
source of randomness, anew for each attempt.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from random import Random, SystemRandom
from typing import Any
from uuid import UUID

from courses.quizzes.kinds import KINDS
from courses.quizzes.question_data import DrawnQuestion

SYSTEM = SystemRandom()


def to_json(drawn: Iterable[DrawnQuestion]) -> list[dict[str, Any]]:
    """Return questions as `Attempt.drawn` stores them."""
    return [asdict(question) for question in drawn]


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[DrawnQuestion]:
    """Return the questions that `Attempt.drawn` stores."""
    return [DrawnQuestion(**question) for question in stored]


def sample_questions(
    bank: Mapping[str, Sequence[UUID]], draw: Mapping[str, int], *, source: Random = SYSTEM
) -> list[UUID]:
    """Return questions by topic, all in random order; a topic with too few gives all that it has."""
    chosen = [
        key for topic, wanted in draw.items() for key in source.sample(bank.get(topic, ()), _least(bank, topic, wanted))
    ]
    source.shuffle(chosen)
    return chosen


def _least(bank: Mapping[str, Sequence[UUID]], topic: str, wanted: int) -> int:
    return min(wanted, len(bank.get(topic, ())))


def shuffle_options(question: UUID, kind: str, truth: Mapping[str, Any], *, source: Random = SYSTEM) -> DrawnQuestion:
    """Return a question with what it shows in random order, each thing under an id that means nothing elsewhere."""
    return KINDS[kind].shuffle(str(question), truth, source)
