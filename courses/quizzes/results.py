"""A closed attempt as it is shown: what was given, what is right, why, and which lesson to read again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses.quizzes.decimals import decimal_of
from courses.quizzes.drawing import Drawn
from courses.quizzes.marking import Key, model_answer
from courses.quizzes.models import Kind
from courses.quizzes.wording import After, Words


@dataclass(frozen=True, slots=True)
class Result:
    """A question after submission; `given` and `answer` are lines of text."""

    place: int
    text: str
    language: str
    right: bool
    given: Sequence[str]
    answer: Sequence[str]
    feedback: str
    lesson_key: UUID | None


@dataclass(frozen=True, slots=True)
class Marked:
    """All that is known of an attempt's questions once it is closed, by question key; `right` lists places."""

    given: Mapping[int, Any]
    right: Sequence[int]
    words: Mapping[str, Words]
    after: Mapping[str, After]
    keys: Mapping[str, Key]


def results(drawn: Sequence[Drawn], marked: Marked) -> list[Result]:
    """The questions of a closed attempt in their order, without those whose words were deleted."""
    return [
        _result(place, question, marked)
        for place, question in enumerate(drawn, start=1)
        if question.question in marked.words and question.question in marked.keys
    ]


def _result(place: int, drawn: Drawn, marked: Marked) -> Result:
    words, after = marked.words[drawn.question], marked.after[drawn.question]
    key = Key(marked.keys[drawn.question].truth, after.accepted)
    return Result(
        place=place,
        text=words.text,
        language=words.language,
        right=place in marked.right,
        given=in_words(drawn, marked.given.get(place), words),
        answer=list(after.accepted) or in_words(drawn, model_answer(drawn, key), words),
        feedback=after.feedback,
        lesson_key=words.lesson_key,
    )


def in_words(drawn: Drawn, given: Any, words: Words) -> list[str]:
    """An answer in lines of text; none for a blank one."""
    return LINES[drawn.kind](drawn, given, words) if given else []


def _choice(drawn: Drawn, given: Any, words: Words) -> list[str]:
    return [words.options[key][0] for i, key in drawn.options if i in given and key in words.options]


def _truefalse(_drawn: Drawn, given: Any, _words: Words) -> list[str]:
    return [_("True") if given == "true" else _("False")]


def _matching(drawn: Drawn, given: Any, words: Words) -> list[str]:
    pairs = [(key, drawn.key_of[given[i]]) for i, key in drawn.options if i in given]
    known = words.options
    return [f"{known[left][0]} – {known[right][1]}" for left, right in pairs if left in known and right in known]


def _ordering(drawn: Drawn, given: Any, words: Words) -> list[str]:
    places = sorted((place, drawn.key_of[i]) for i, place in given.items())
    return [f"{place}. {words.options[key][0]}" for place, key in places if key in words.options]


def _number(_drawn: Drawn, given: Any, _words: Words) -> list[str]:
    number = decimal_of(given)
    return [given if number is None else number_format(number)]


def _text(_drawn: Drawn, given: Any, _words: Words) -> list[str]:
    return [given]


LINES: dict[str, Callable[[Drawn, Any, Words], list[str]]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.TRUEFALSE: _truefalse,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}
