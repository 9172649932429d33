"""A question of the bank with its words in all languages, as a package or the editor brings it.

`truth` is written as in `questions.yaml` (docs/course-package.md), by the names of the options:
single, multiple `{"options": {name: "right" | "wrong"}}` · truefalse `{"answer": bool}` ·
matching `{"pairs": [name]}` · ordering `{"order": [name]}` · number `{"answer": 30, "tolerance": 0}` · text `{}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of a question in one language; `options` and `pairs` by the names that the truth uses."""

    text: str
    feedback: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    accept: tuple[str, ...] = ()

    def sides(self) -> dict[str, tuple[str, str]]:
        """All options by name, as (text, right side); only those of matching have a right side."""
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
