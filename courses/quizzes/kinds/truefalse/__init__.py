"""True or false."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quizzes.kinds.base import FormData, FormError, OptionRows, QuestionKind, Truth
from courses.quizzes.question_data import DrawnQuestion, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts


class TrueFalse(QuestionKind):
    """A statement that is true or false: `{"answer": bool}`; given as "true" or "false"."""

    name = "truefalse"
    label = gettext_lazy("true or false")
    example = {"truth": {"answer": False}, "text": {}, "form": {"answer": "false"}, "rows": []}
    package_fields = package_flags = ("answer",)

    def validate_truth(self, truth: Truth) -> Iterator[str]:
        """Demand true or false."""
        if not isinstance(truth.get("answer"), bool):
            yield _("The answer must be true or false.")

    def stored_truth(self, truth: Truth, key_of: Callable[[str], Any]) -> dict[str, Any]:
        """Return the answer."""
        return {"answer": truth["answer"]}

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand an answer."""
        if not typed["answer"]:
            yield FormError(_("Say whether it is true or false."), "answer")

    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the answer chosen."""
        return {"answer": {"true": True, "false": False}.get(typed["answer"])}

    def form_initial(self, truth: Truth) -> dict[str, Any]:
        """Return the answer as the field has it."""
        return {"answer": str(truth.get("answer", "")).lower()}

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> str:
        """Return "true", "false" or nothing."""
        value = data.get(field, "")
        return value if value in {"true", "false"} else ""

    def can_mark(self, solution: Solution) -> bool:
        """Is the answer known?"""
        return isinstance(solution.truth.get("answer"), bool)

    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Is the answer the same?"""
        return bool((given == "true") == solution.truth["answer"])

    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> str:
        """Return the right answer."""
        return "true" if solution.truth["answer"] else "false"

    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return the answer in words."""
        return [_("True") if given == "true" else _("False")]
