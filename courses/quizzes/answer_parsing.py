"""Parse the fields of an attempt's form into what is stored as given, and say what is wrong with it.

Whatever was typed is stored, also what cannot be marked, so that nothing is lost; ids that the attempt did not
show are dropped. Positions count from 1. Fields: `q` for each question that the form shows, `q3` for its answer,
`q3-ID` for one of several, `q3-seen` for the mark of the answer that the page showed. An answer that a page did not
change is not given by it, so an old page overwrites nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from cms.input.ids import parse_id
from courses.quizzes.kinds import KINDS
from courses.quizzes.question_data import DrawnQuestion


def parse_answers(drawn: Sequence[DrawnQuestion], typed: QueryDict) -> dict[int, Any]:
    """Return what was given, by position, for each question that the form showed and whose answer was changed there."""
    given = {
        position: KINDS[drawn[position - 1].kind].parse(drawn[position - 1], f"q{position}", typed)
        for position in _positions_in(drawn, typed)
    }
    return {
        place: answer for place, answer in given.items() if typed.get(f"q{place}-seen") != answer_fingerprint(answer)
    }


def changed_elsewhere(given: Mapping[int, Any], stored: Mapping[int, Any], typed: QueryDict) -> list[int]:
    """Return the positions at which something else was stored since the page was shown, and is now replaced."""
    other = {place: stored[place] for place, answer in given.items() if stored.get(place) and stored[place] != answer}
    return [
        place
        for place, answer in other.items()
        if typed.get(f"q{place}-seen") not in {None, answer_fingerprint(answer)}
    ]


def answer_fingerprint(given: Any) -> str:
    """Return a short mark by which a page tells later which answer it showed; all blanks have the same."""
    return sha256(json.dumps(given or "", sort_keys=True).encode()).hexdigest()[:12]


def _positions_in(drawn: Sequence[DrawnQuestion], typed: QueryDict) -> Iterator[int]:
    for value in dict.fromkeys(typed.getlist("q")):
        place = parse_id(value)
        if place and place <= len(drawn) and drawn[place - 1].kind in KINDS:
            yield place


def answer_error(drawn: DrawnQuestion, given: Any) -> str:
    """Return why an answer cannot be marked as it stands; empty for a good one and for a blank."""
    return KINDS[drawn.kind].answer_error(drawn, given) if given else ""
