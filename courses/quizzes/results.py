"""A closed attempt as it is shown: what was given, what is right, why, and which lesson to read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.quizzes.kinds import KINDS
from courses.quizzes.marking import model_answer
from courses.quizzes.question_data import DrawnQuestion, Solution
from courses.quizzes.translated_texts import DisplayTexts, FeedbackTexts


@dataclass(frozen=True, slots=True)
class Result:
    """A question after submission; `given` and `answer` are lines of text."""

    position: int
    text: str
    language: str
    right: bool
    given: Sequence[str]
    answer: Sequence[str]
    feedback: str
    lesson_key: UUID | None


@dataclass(frozen=True, slots=True)
class MarkedAttempt:
    """All that is known of an attempt's questions once it is closed, by question key; `right` lists positions."""

    given: Mapping[int, Any]
    right: Sequence[int]
    words: Mapping[str, DisplayTexts]
    after: Mapping[str, FeedbackTexts]
    keys: Mapping[str, Solution]


def results(drawn: Sequence[DrawnQuestion], marked: MarkedAttempt) -> list[Result]:
    """Return the questions of a closed attempt in their order, without those whose words were deleted."""
    return [
        _result(position, question, marked)
        for position, question in enumerate(drawn, start=1)
        if question.question in marked.words and question.question in marked.keys
    ]


def _result(position: int, drawn: DrawnQuestion, marked: MarkedAttempt) -> Result:
    words, after = marked.words[drawn.question], marked.after[drawn.question]
    key = Solution(marked.keys[drawn.question].truth, after.accepted)
    return Result(
        position=position,
        text=words.text,
        language=words.language,
        right=position in marked.right,
        given=answer_lines(drawn, marked.given.get(position), words),
        answer=list(after.accepted) or answer_lines(drawn, model_answer(drawn, key), words),
        feedback=after.feedback,
        lesson_key=words.lesson_key,
    )


def answer_lines(drawn: DrawnQuestion, given: Any, words: DisplayTexts) -> list[str]:
    """Return an answer in lines of text; none for a blank one."""
    return KINDS[drawn.kind].answer_lines(drawn, given, words) if given else []
