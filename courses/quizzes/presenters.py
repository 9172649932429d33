"""Questions of an open attempt as the templates show them: one template a kind under `courses/quizzes/kinds/`.

Nothing here knows what is right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from courses.quizzes.answer_parsing import LONGEST, answer_error, answer_fingerprint
from courses.quizzes.models import Kind
from courses.quizzes.sampling import DrawnQuestion
from courses.quizzes.translated_texts import DisplayTexts


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
    kind: str
    text: str
    language: str
    given: Any
    error: str
    choices: Sequence[Choice] = ()
    matches: Sequence[tuple[str, str]] = ()
    longest: int = field(default=LONGEST, init=False)

    @property
    def template(self) -> str:
        """The template of its fields; one choice and several differ in the type of the field alone."""
        return f"courses/quizzes/kinds/{self.kind}.html"

    @property
    def seen(self) -> str:
        """The mark of the answer that the page shows."""
        return answer_fingerprint(self.given)

    @property
    def is_complete(self) -> bool:
        """Can it be marked as it stands?"""
        return bool(self.given) and not self.error


def present_questions(
    drawn: Sequence[DrawnQuestion], given: Mapping[int, Any], words: Mapping[str, DisplayTexts]
) -> list[PresentedQuestion]:
    """The questions of an attempt in their order. One whose words were deleted says so and can stay blank."""
    return [
        _present(position, question, given.get(position), words.get(question.question))
        for position, question in enumerate(drawn, start=1)
    ]


def _present(position: int, drawn: DrawnQuestion, given: Any, words: DisplayTexts | None) -> PresentedQuestion:
    if words is None:
        return PresentedQuestion(position, Kind.TEXT, _("This question is not available any more."), "", given, "")
    choices = [
        Choice(option, words.options[key][0], _chosen(drawn.kind, option, given))
        for option, key in drawn.options
        if key in words.options
    ]
    matches = [(match, words.options[key][1]) for match, key in drawn.matches if key in words.options]
    error = answer_error(drawn, given)
    return PresentedQuestion(position, drawn.kind, words.text, words.language, given or "", error, choices, matches)


def _chosen(kind: str, option: str, given: Any) -> Any:
    return CHOSEN[kind](option, given) if given else ""


def _listed(option: str, given: Any) -> bool:
    return option in given


def _looked_up(option: str, given: Any) -> Any:
    return given.get(option, "")


CHOSEN: dict[str, Callable[[str, Any], Any]] = {
    Kind.SINGLE: _listed,
    Kind.MULTIPLE: _listed,
    Kind.MATCHING: _looked_up,
    Kind.ORDERING: _looked_up,
}
