"""The kinds of questions. A new kind is a folder here, its template, and a line in `KINDS`; see CONTRIBUTING.md."""

from typing import Any

from cms.registry import Registry
from courses.conf import setting
from courses.quizzes.kinds.base import QuestionKind

KINDS: Registry[QuestionKind] = Registry(
    QuestionKind,
    [
        "courses.quizzes.kinds.single.SingleChoice",
        "courses.quizzes.kinds.multiple.MultipleChoice",
        "courses.quizzes.kinds.truefalse.TrueFalse",
        "courses.quizzes.kinds.matching.Matching",
        "courses.quizzes.kinds.ordering.Ordering",
        "courses.quizzes.kinds.number.Number",
        "courses.quizzes.kinds.text.ShortText",
    ],
    setting=lambda: setting("QUESTION_KINDS"),
)


def kind_choices() -> list[tuple[str, Any]]:
    """Return the choices of `Question.kind`. Migrations name this function, so that a new kind needs none."""
    return [(kind.name, kind.label) for kind in KINDS]
