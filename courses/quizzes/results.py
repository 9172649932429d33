"""A closed attempt as it is shown: what was given, what is right, why, and which lesson to read again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.marking import Solution, model_answer
from courses.quizzes.models import Kind
from courses.quizzes.sampling import DrawnQuestion
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
    """The questions of a closed attempt in their order, without those whose words were deleted."""
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
    """An answer in lines of text; none for a blank one."""
    return LINES[drawn.kind](drawn, given, words) if given else []


def _choice(drawn: DrawnQuestion, given: Any, words: DisplayTexts) -> list[str]:
    return [words.options[key][0] for i, key in drawn.options if i in given and key in words.options]


def _truefalse(_drawn: DrawnQuestion, given: Any, _words: DisplayTexts) -> list[str]:
    return [_("True") if given == "true" else _("False")]


def _matching(drawn: DrawnQuestion, given: Any, words: DisplayTexts) -> list[str]:
    pairs = [(key, drawn.key_of[given[i]]) for i, key in drawn.options if i in given]
    known = words.options
    return [f"{known[left][0]} – {known[right][1]}" for left, right in pairs if left in known and right in known]


def _ordering(drawn: DrawnQuestion, given: Any, words: DisplayTexts) -> list[str]:
    places = sorted((place, drawn.key_of[i]) for i, place in given.items())
    return [f"{place}. {words.options[key][0]}" for place, key in places if key in words.options]


def _number(_drawn: DrawnQuestion, given: Any, _words: DisplayTexts) -> list[str]:
    number = parse_decimal(given)
    return [given if number is None else number_format(number)]


def _text(_drawn: DrawnQuestion, given: Any, _words: DisplayTexts) -> list[str]:
    return [given]


LINES: dict[str, Callable[[DrawnQuestion, Any, DisplayTexts], list[str]]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.TRUEFALSE: _truefalse,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}
