"""What is wrong with a question, at the field of the editor's form where it is mended, in the words of that form.

`faults` says the same of a question as a whole, for a course package, and has the last word.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.marking import fold
from courses.quizzes.models import Kind

OPTIONS = "options"
Typed = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


class Placed(NamedTuple):
    """A sentence at a field of the question, of the option in a row, or (`OPTIONS`) above all options."""

    sentence: str
    field: str
    row: int | None = None


def placed(typed: Typed, options: Rows) -> Iterator[Placed]:
    """All that the form can tell of what was typed."""
    if typed["kind"] in WITHOUT_OPTIONS:
        yield from WITHOUT_OPTIONS[typed["kind"]](typed)
        if options:
            yield Placed(_("A question of this kind has no options: delete them."), OPTIONS)
        return
    if len(options) < 2:
        yield Placed(_("At least two options are needed."), OPTIONS)
    yield from WITH_OPTIONS[typed["kind"]](options)
    yield from _alike(options, "text")


def _truefalse(typed: Typed) -> Iterator[Placed]:
    if not typed["answer"]:
        yield Placed(_("Say whether it is true or false."), "answer")


def _number(typed: Typed) -> Iterator[Placed]:
    if parse_decimal(typed["number"]) is None:
        yield Placed(_("Type a number, like 30 or 8.9."), "number")
    tolerance = parse_decimal(typed["tolerance"] or 0)
    if tolerance is None or tolerance < 0:
        yield Placed(_("Type a number, zero or more."), "tolerance")


def _text(typed: Typed) -> Iterator[Placed]:
    if not any(fold(line) for line in typed["accepted"].splitlines()):
        yield Placed(_("Type at least one text that is right."), "accepted")


def _single(options: Rows) -> Iterator[Placed]:
    right = [row for row, option in enumerate(options) if option["right"]]
    if options and not right:
        yield Placed(_("Tick “Right” for one option."), OPTIONS)
    for row in right[1:]:
        yield Placed(_("Only one option is right in a question of this kind."), "right", row)


def _multiple(options: Rows) -> Iterator[Placed]:
    if options and not any(option["right"] for option in options):
        yield Placed(_("Tick “Right” for at least one option."), OPTIONS)


def _matching(options: Rows) -> Iterator[Placed]:
    for row, option in enumerate(options):
        if not option["match"].strip():
            yield Placed(_("Say what belongs to it."), "match", row)
    yield from _alike(options, "match")


def _ordering(options: Rows) -> Iterator[Placed]:
    taken: set[int] = set()
    for row, option in enumerate(options):
        if not option["place"]:
            yield Placed(_("Say at which place it stands: 1 comes first."), "place", row)
        elif option["place"] in taken:
            yield Placed(_("Another option has this place."), "place", row)
        taken.add(option["place"])


def _alike(options: Rows, side: str) -> Iterator[Placed]:
    seen: set[str] = set()
    for row, option in enumerate(options):
        text = option[side].strip().casefold()
        if text and text in seen:
            yield Placed(_("Another option reads the same."), side, row)
        seen.add(text)


WITHOUT_OPTIONS: dict[str, Callable[[Typed], Iterator[Placed]]] = {
    Kind.TRUEFALSE: _truefalse,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}
WITH_OPTIONS: dict[str, Callable[[Rows], Iterator[Placed]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
}
