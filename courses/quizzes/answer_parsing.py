"""From the fields of a form to what is stored as given, and what is wrong with it.

Whatever was typed is stored, also what cannot be marked, so that nothing is lost; ids that the attempt did not
show are dropped. Positions count from 1. Fields: `q` for each question that the form shows, `q3` for its answer,
`q3-ID` for one of several, `q3-seen` for the mark of the answer that the page showed. An answer that a page did not
change is not given by it, so an old page overwrites nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.input.ids import parse_id
from courses.quizzes.decimals import parse_decimal
from courses.quizzes.models import Kind
from courses.quizzes.sampling import DrawnQuestion

LONGEST = 200


def parse_answers(drawn: Sequence[DrawnQuestion], typed: QueryDict) -> dict[int, Any]:
    """What was given, by position, for each question that the form showed and whose answer was changed there."""
    given = {
        position: READERS[drawn[position - 1].kind](drawn[position - 1], f"q{position}", typed)
        for position in _positions_in(drawn, typed)
    }
    return {
        place: answer for place, answer in given.items() if typed.get(f"q{place}-seen") != answer_fingerprint(answer)
    }


def changed_elsewhere(given: Mapping[int, Any], stored: Mapping[int, Any], typed: QueryDict) -> list[int]:
    """Positions at which something else was stored since the page was shown, and is now replaced."""
    other = {place: stored[place] for place, answer in given.items() if stored.get(place) and stored[place] != answer}
    return [
        place
        for place, answer in other.items()
        if typed.get(f"q{place}-seen") not in {None, answer_fingerprint(answer)}
    ]


def answer_fingerprint(given: Any) -> str:
    """A short mark by which a page tells later which answer it showed; all blanks have the same."""
    return sha256(json.dumps(given or "", sort_keys=True).encode()).hexdigest()[:12]


def _positions_in(drawn: Sequence[DrawnQuestion], typed: QueryDict) -> Iterator[int]:
    for value in dict.fromkeys(typed.getlist("q")):
        place = parse_id(value)
        if place and place <= len(drawn):
            yield place


def answer_error(drawn: DrawnQuestion, given: Any) -> str:
    """Why an answer cannot be marked as it stands, for who gave it; empty for a good one and for a blank."""
    return FAULTS[drawn.kind](drawn, given) if given and drawn.kind in FAULTS else ""


def _single(drawn: DrawnQuestion, name: str, typed: QueryDict) -> list[str]:
    return _multiple(drawn, name, typed)[-1:]


def _multiple(drawn: DrawnQuestion, name: str, typed: QueryDict) -> list[str]:
    chosen = set(typed.getlist(name))
    return [option for option, _key in drawn.options if option in chosen]


def _truefalse(_drawn: DrawnQuestion, name: str, typed: QueryDict) -> str:
    value = typed.get(name, "")
    return value if value in {"true", "false"} else ""


def _matching(drawn: DrawnQuestion, name: str, typed: QueryDict) -> dict[str, str]:
    right = {match for match, _key in drawn.matches}
    chosen = {option: typed.get(f"{name}-{option}", "") for option, _key in drawn.options}
    return {option: match for option, match in chosen.items() if match in right}


def _ordering(drawn: DrawnQuestion, name: str, typed: QueryDict) -> dict[str, int]:
    places = {str(place): place for place in range(1, len(drawn.options) + 1)}
    chosen = {option: typed.get(f"{name}-{option}", "") for option, _key in drawn.options}
    return {option: places[place] for option, place in chosen.items() if place in places}


def _words(_drawn: DrawnQuestion, name: str, typed: QueryDict) -> str:
    return typed.get(name, "").strip()[:LONGEST]


READERS: dict[str, Callable[[DrawnQuestion, str, QueryDict], Any]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUEFALSE: _truefalse,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.NUMBER: _words,
    Kind.TEXT: _words,
}


def _not_all(drawn: DrawnQuestion, given: Any) -> str:
    return "" if len(given) == len(drawn.options) else _("Choose something in every line.")


def _not_in_order(drawn: DrawnQuestion, given: Any) -> str:
    if max(Counter(given.values()).values()) > 1:
        return _("Two lines have the same place. Give each place once.")
    return _not_all(drawn, given)


def _not_a_number(_drawn: DrawnQuestion, given: Any) -> str:
    return "" if parse_decimal(given) is not None else _("This is not a number. Write digits, for example 12 or 8.5.")


FAULTS: dict[str, Callable[[DrawnQuestion, Any], str]] = {
    Kind.MATCHING: _not_all,
    Kind.ORDERING: _not_in_order,
    Kind.NUMBER: _not_a_number,
}
