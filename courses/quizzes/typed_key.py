"""The key of a question as the editor's form has it: from what is typed to the truth, and back."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.models import Kind

Options = Mapping[str, Mapping[str, Any]]


def truth_of(typed: Mapping[str, Any], options: Options) -> dict[str, Any]:
    """The truth in the shape of a course package; `options` are what was typed for each, by name."""
    return TRUTHS[typed["kind"]](typed, options)


def typed_from(truth: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows at first for a stored truth."""
    return {
        "answer": str(truth.get("answer", "")).lower(),
        "number": truth.get("answer", ""),
        "tolerance": truth.get("tolerance", ""),
    }


def typed_option(truth: Mapping[str, Any], key: UUID) -> dict[str, Any]:
    """What the form shows at first for an option."""
    order = truth.get("order", [])
    place = order.index(str(key)) + 1 if str(key) in order else None
    return {"right": truth.get("options", {}).get(str(key), False), "place": place}


def _marks(_typed: Mapping[str, Any], options: Options) -> dict[str, Any]:
    return {"options": {name: "right" if option["right"] else "wrong" for name, option in options.items()}}


def _truefalse(typed: Mapping[str, Any], _options: Options) -> dict[str, Any]:
    return {"answer": {"true": True, "false": False}.get(typed["answer"])}


def _pairs(_typed: Mapping[str, Any], options: Options) -> dict[str, Any]:
    return {"pairs": list(options)}


def _order(_typed: Mapping[str, Any], options: Options) -> dict[str, Any]:
    """Options without a place of their own stay out, and the check misses them."""
    by_place = {option["place"]: name for name, option in sorted(options.items()) if option["place"]}
    return {"order": [by_place[place] for place in sorted(by_place)]}


def _number(typed: Mapping[str, Any], _options: Options) -> dict[str, Any]:
    return {"answer": parse_decimal(typed["number"]), "tolerance": parse_decimal(typed["tolerance"] or 0)}


def _text(_typed: Mapping[str, Any], _options: Options) -> dict[str, Any]:
    return {}


TRUTHS: dict[str, Callable[[Mapping[str, Any], Options], dict[str, Any]]] = {
    Kind.SINGLE: _marks,
    Kind.MULTIPLE: _marks,
    Kind.TRUEFALSE: _truefalse,
    Kind.MATCHING: _pairs,
    Kind.ORDERING: _order,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}
