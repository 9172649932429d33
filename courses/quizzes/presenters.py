"""Questions of an open attempt as the templates show them: one template a kind under `courses/quizzes/kinds/`.

Nothing here knows what is right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from courses.quizzes.answer_parsing import answer_error, answer_fingerprint
from courses.quizzes.kinds import KINDS
from courses.quizzes.kinds.base import MAX_LENGTH
from courses.quizzes.question_data import DrawnQuestion
from courses.quizzes.translated_texts import DisplayTexts

UNAVAILABLE = "courses/quizzes/kinds/text.html"  # a field that can stay blank


@dataclass(frozen=True, slots=True)
class Choice:
    """An option: its id in this attempt, its words, and what was chosen for it."""

    id: str
    text: str
    chosen: Any


@dataclass(frozen=True, slots=True)
class PresentedQuestion:
    """A question with what was given so far; `matches` are the right sides of matching, as (id, text)."""

    position: int
    template: str
    text: str
    language: str
    given: Any
    error: str
    choices: Sequence[Choice] = ()
    matches: Sequence[tuple[str, str]] = ()
    longest: int = field(default=MAX_LENGTH, init=False)

    @property
    def seen(self) -> str:
        """Return the fingerprint of the answer that the page shows."""
        return answer_fingerprint(self.given)

    @property
    def is_complete(self) -> bool:
        """Can it be marked as it stands?"""
        return bool(self.given) and not self.error


def present_questions(
    drawn: Sequence[DrawnQuestion], given: Mapping[int, Any], words: Mapping[str, DisplayTexts]
) -> list[PresentedQuestion]:
    """Return the questions of an attempt in their order. One whose words or kind are gone says so."""
    return [
        _present(position, question, given.get(position), words.get(question.question))
        for position, question in enumerate(drawn, start=1)
    ]


def _present(position: int, drawn: DrawnQuestion, given: Any, words: DisplayTexts | None) -> PresentedQuestion:
    if words is None or drawn.kind not in KINDS:
        return PresentedQuestion(position, UNAVAILABLE, _("This question is not available any more."), "", given, "")
    kind = KINDS[drawn.kind]
    choices = [
        Choice(option, words.options[key][0], kind.chosen(option, given) if given else "")
        for option, key in drawn.options
        if key in words.options
    ]
    matches = [(match, words.options[key][1]) for match, key in drawn.matches if key in words.options]
    error = answer_error(drawn, given)
    return PresentedQuestion(position, kind.template, words.text, words.language, given or "", error, choices, matches)
