"""What may be wrong with a question, kind by kind, in sentences for who writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.marking import fold
from courses.quizzes.models import Kind
from courses.quizzes.question_data import QuestionData, QuestionText


def validate_truth(question: QuestionData) -> list[str]:
    """Faults of kind and key, which belong to all languages."""
    check = TRUTHS.get(question.kind)
    if check is None:
        kinds = ", ".join(TRUTHS)
        return [_("The kind “%(kind)s” is not known; there are: %(kinds)s.") % {"kind": question.kind, "kinds": kinds}]
    return list(check(question.truth))


def validate_texts(question: QuestionData) -> list[str]:
    """Faults of the words, each with its language in front."""
    return [
        f"{language}: {fault}"
        for language, words in question.texts.items()
        for fault in _validate_words(question, words)
    ]


def _single(truth: Any) -> Iterator[str]:
    marks = truth.get("options")
    yield from _marks(marks)
    if isinstance(marks, dict) and list(marks.values()).count("right") != 1:
        yield _("Exactly one option must be right.")


def _multiple(truth: Any) -> Iterator[str]:
    marks = truth.get("options")
    yield from _marks(marks)
    if isinstance(marks, dict) and "right" not in marks.values():
        yield _("At least one option must be right.")


def _marks(marks: Any) -> Iterator[str]:
    if not isinstance(marks, dict) or len(marks) < 2:
        yield _("At least two options are needed.")
    elif any(mark not in ("right", "wrong") for mark in marks.values()):
        yield _("Each option is either right or wrong.")


def _truefalse(truth: Any) -> Iterator[str]:
    if not isinstance(truth.get("answer"), bool):
        yield _("The answer must be true or false.")


def _names(field: str) -> Callable[[Any], Iterator[str]]:
    def check(truth: Any) -> Iterator[str]:
        names = truth.get(field)
        if not isinstance(names, list) or len(names) < 2:
            yield _("At least two options are needed.")
        elif not all(isinstance(name, str) and name for name in names):
            yield _("“%(field)s” is a list of names.") % {"field": field}
        elif len(set(names)) < len(names):
            yield _("An option is named twice.")

    return check


def _number(truth: Any) -> Iterator[str]:
    if parse_decimal(truth.get("answer")) is None:
        yield _("The answer must be a number.")
    tolerance = parse_decimal(truth.get("tolerance", 0))
    if tolerance is None or tolerance < 0:
        yield _("The tolerance must be a number, zero or more.")


def _text(truth: Any) -> Iterator[str]:
    if truth:
        yield _("The accepted texts belong to the languages, not to the key.")


TRUTHS: dict[str, Callable[[Any], Iterator[str]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUEFALSE: _truefalse,
    Kind.MATCHING: _names("pairs"),
    Kind.ORDERING: _names("order"),
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}


def _validate_words(question: QuestionData, words: QuestionText) -> Iterator[str]:
    if not words.text.strip():
        yield _("The question has no text.")
    if question.kind == Kind.TEXT and not any(fold(text) for text in words.accept):
        yield _("At least one accepted text is needed.")
    yield from _sides(question, words)


def _sides(question: QuestionData, words: QuestionText) -> Iterator[str]:
    wanted = _names_in(question)
    sides = words.pairs if question.kind == Kind.MATCHING else {n: (t, t) for n, t in words.options.items()}
    for name in sorted(wanted - sides.keys()):
        yield _("The option “%(name)s” has no words.") % {"name": name}
    for name in sorted(sides.keys() - wanted):
        yield _("The option “%(name)s” is not in the key.") % {"name": name}
    for name, pair in sides.items():
        if not all(side.strip() for side in pair):
            yield _("The option “%(name)s” is empty.") % {"name": name}
        elif any(len(side) > 500 for side in pair):
            yield _("The option “%(name)s” is longer than 500 characters.") % {"name": name}
    for side in set(zip(*sides.values(), strict=True)) if sides else ():
        yield from _twice(side)


def _twice(texts: Iterable[str]) -> Iterator[str]:
    for text, times in Counter(text.strip().casefold() for text in texts).items():
        if times > 1:
            yield _("Two options read the same: “%(text)s”.") % {"text": text}


def _names_in(question: QuestionData) -> set[str]:
    truth = question.truth
    return set(truth.get("options") or truth.get("pairs") or truth.get("order") or ())
