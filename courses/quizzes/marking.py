"""Which answers are right. A question is right as a whole or not at all; a blank one is wrong.

Pure functions, one a kind. What a trainer took out of a question after it was drawn is asked of nobody, what was
put in since is missed by nobody: only options that stand both in the key and in the attempt are compared.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.models import Kind
from courses.quizzes.sampling import DrawnQuestion

# Letters that many keyboards lack, and what is typed in their place.
FOLDED = str.maketrans("ңөүұқғәһіё", "ноуукгахие")
AROUND = " .,;:!?\"'«»“”„()"


@dataclass(frozen=True, slots=True)
class Solution:
    """What is right: the truth of all languages, and the texts accepted in any of them."""

    truth: Mapping[str, Any]
    accepted: tuple[str, ...] = ()


def can_mark(kind: str, key: Solution | None) -> bool:
    """Does the key say what is right? By one that does not nobody can be right, so nobody is asked."""
    return key is not None and isinstance(key.truth, Mapping) and COMPLETE[kind](key)


def limit_to_drawn(drawn: DrawnQuestion, key: Solution) -> Solution:
    """The key without the options that the attempt does not show."""
    truth = dict(key.truth)
    if isinstance(truth.get("options"), Mapping):
        truth["options"] = {option: right for option, right in truth["options"].items() if option in drawn.keys}
    for name in ("pairs", "order"):
        if isinstance(truth.get(name), list):
            truth[name] = _both(truth[name], drawn)
    return Solution(truth, key.accepted)


def is_right(drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    """Is the answer to a drawn question right?"""
    return bool(given) and MARKS[drawn.kind](drawn, given, key)


def score_percent(right: int, questions: int) -> int:
    """The score in whole per cent, rounded down, so that a pass mark is never reached by rounding."""
    return right * 100 // questions if questions else 0


def fold(text: str) -> str:
    """A text as it is compared: no case, no spaces, no quotes around it, letters as the simplest keyboard has them."""
    plain = unicodedata.normalize("NFC", text).casefold().strip(AROUND)
    return "".join(plain.split()).translate(FOLDED)


def _choice(drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    marks = {option: right for option, right in key.truth["options"].items() if option in drawn.keys}
    chosen = {drawn.key_of[i] for i in given} & marks.keys()
    return chosen == {option for option, right in marks.items() if right}


def _truefalse(_drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    return (given == "true") == key.truth["answer"]


def _matching(drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    keys = drawn.key_of
    matched = {keys[left]: keys[right] for left, right in given.items()}
    return all(matched.get(pair) == pair for pair in _both(key.truth["pairs"], drawn))


def _ordering(drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    places = {drawn.key_of[i]: place for i, place in given.items()}
    order = _both(key.truth["order"], drawn)
    taken = [places.get(option, 0) for option in order]
    return all(taken) and all(one < two for one, two in pairwise(taken))


def _both(keys: Iterable[str], drawn: DrawnQuestion) -> list[str]:
    shown = set(drawn.keys)
    return [key for key in keys if key in shown]


def _number(_drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    number = parse_decimal(given)
    return number is not None and abs(number - Decimal(key.truth["answer"])) <= Decimal(key.truth["tolerance"])


def _text(_drawn: DrawnQuestion, given: Any, key: Solution) -> bool:
    return fold(given) in {fold(text) for text in key.accepted if fold(text)}


MARKS: dict[str, Callable[[DrawnQuestion, Any, Solution], bool]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.TRUEFALSE: _truefalse,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}


def _has_right_option(key: Solution) -> bool:
    marks = key.truth.get("options")
    return isinstance(marks, Mapping) and True in marks.values()


def _lists(name: str) -> Callable[[Solution], bool]:
    return lambda key: isinstance(key.truth.get(name), list) and bool(key.truth[name])


COMPLETE: dict[str, Callable[[Solution], bool]] = {
    Kind.SINGLE: _has_right_option,
    Kind.MULTIPLE: _has_right_option,
    Kind.TRUEFALSE: lambda key: isinstance(key.truth.get("answer"), bool),
    Kind.MATCHING: _lists("pairs"),
    Kind.ORDERING: _lists("order"),
    Kind.NUMBER: lambda key: None not in [parse_decimal(key.truth.get(name)) for name in ("answer", "tolerance")],
    Kind.TEXT: lambda key: any(fold(text) for text in key.accepted),
}


def model_answer(drawn: DrawnQuestion, key: Solution) -> Any:
    """What a learner would have given to be right, as `is_right` takes it."""
    return MODELS[drawn.kind](drawn, key)


def _model_choice(drawn: DrawnQuestion, key: Solution) -> list[str]:
    return [i for i, option in drawn.options if key.truth["options"].get(option)]


def _model_truefalse(_drawn: DrawnQuestion, key: Solution) -> str:
    return "true" if key.truth["answer"] else "false"


def _model_matching(drawn: DrawnQuestion, key: Solution) -> dict[str, str]:
    right = {option: i for i, option in drawn.matches}
    return {i: right[option] for i, option in drawn.options if option in key.truth["pairs"]}


def _model_ordering(drawn: DrawnQuestion, key: Solution) -> dict[str, int]:
    places = {option: place for place, option in enumerate(_both(key.truth["order"], drawn), start=1)}
    return {i: places[option] for i, option in drawn.options if option in places}


def _model_number(_drawn: DrawnQuestion, key: Solution) -> str:
    return str(key.truth["answer"])


def _model_text(_drawn: DrawnQuestion, key: Solution) -> str:
    return key.accepted[0] if key.accepted else ""


MODELS: dict[str, Callable[[DrawnQuestion, Solution], Any]] = {
    Kind.SINGLE: _model_choice,
    Kind.MULTIPLE: _model_choice,
    Kind.TRUEFALSE: _model_truefalse,
    Kind.MATCHING: _model_matching,
    Kind.ORDERING: _model_ordering,
    Kind.NUMBER: _model_number,
    Kind.TEXT: _model_text,
}
