"""Validate a question as a package or the editor brings it; the sentences are for whoever writes it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from courses.quizzes.kinds import KINDS, QuestionKind
from courses.quizzes.question_data import QuestionData, QuestionText


def validate_question(question: QuestionData) -> list[str]:
    """Return everything wrong with a question, each fault as a sentence; empty when it can be stored."""
    kind = KINDS.get(question.kind)
    if kind is None:
        words = {"kind": question.kind, "kinds": ", ".join(KINDS.names())}
        return [_("The kind “%(kind)s” is not known; there are: %(kinds)s.") % words]
    return list(kind.validate_truth(question.truth)) or [
        f"{language}: {error}"
        for language, texts in question.texts.items()
        for error in _validate_texts(kind, question, texts)
    ]


def _validate_texts(kind: QuestionKind, question: QuestionData, texts: QuestionText) -> Iterator[str]:
    if not texts.text.strip():
        yield _("The question has no text.")
    yield from kind.validate_texts(texts)
    yield from _validate_options(set(kind.option_names(question.truth)), kind.option_texts(texts))


def _validate_options(wanted: set[str], sides: Mapping[str, tuple[str, str]]) -> Iterator[str]:
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
