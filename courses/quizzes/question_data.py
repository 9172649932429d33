"""The data of questions: as packages and the editor bring them, as an attempt shows them, and what is right.

The shape of `truth` depends on the kind: see `courses.quizzes.kinds`. No module of this package is imported here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of a question in one language; `options` and `pairs` by the names that the truth uses."""

    text: str
    feedback: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    accept: tuple[str, ...] = ()

    def sides(self) -> dict[str, tuple[str, str]]:
        """Return all options by name, as (text, right side); only those of matching have a right side."""
        return {**{name: (text, "") for name, text in self.options.items()}, **self.pairs}


@dataclass(frozen=True, slots=True)
class QuestionData:
    """A question in all its languages."""

    key: str
    topic: str
    kind: str
    lesson_key: UUID | None
    truth: Mapping[str, Any]
    texts: Mapping[str, QuestionText]


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question of an attempt; `options` and `matches` are (id, option key) in the order shown."""

    question: str
    kind: str
    options: Sequence[Named] = ()
    matches: Sequence[Named] = ()

    @property
    def key_of(self) -> dict[str, str]:
        """Return the option key by each id."""
        return dict([*self.options, *self.matches])

    @property
    def keys(self) -> list[str]:
        """Return the option keys in the order shown."""
        return [key for _id, key in self.options]


@dataclass(frozen=True, slots=True)
class Solution:
    """What is right: the truth of all languages, and the texts accepted in any of them."""

    truth: Mapping[str, Any]
    accepted: tuple[str, ...] = ()
