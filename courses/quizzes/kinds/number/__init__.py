"""A number, right within a tolerance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from courses.quizzes.decimals import parse_decimal
from courses.quizzes.kinds.base import FormData, FormError, OptionRows, QuestionKind, Truth, typed_text
from courses.quizzes.question_data import DrawnQuestion, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts


class Number(QuestionKind):
    """A number: `{"answer": 30, "tolerance": 0}`, stored as text, so that none is rounded; given as it was typed."""

    name = "number"
    label = pgettext_lazy("kind of question", "number")
    example = {
        "truth": {"answer": 8.9, "tolerance": 0.1},
        "text": {},
        "form": {"number": "8,9", "tolerance": "0,1"},
        "rows": [],
    }
    package_fields = ("answer", "tolerance")

    def validate_truth(self, truth: Truth) -> Iterator[str]:
        """Demand two numbers."""
        if parse_decimal(truth.get("answer")) is None:
            yield _("The answer must be a number.")
        tolerance = parse_decimal(truth.get("tolerance", 0))
        if tolerance is None or tolerance < 0:
            yield _("The tolerance must be a number, zero or more.")

    def stored_truth(self, truth: Truth, key_of: Callable[[str], Any]) -> dict[str, Any]:
        """Return both numbers as text."""
        return {name: str(parse_decimal(truth.get(name, 0))) for name in ("answer", "tolerance")}

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand two numbers; no tolerance is zero."""
        if parse_decimal(typed["number"]) is None:
            yield FormError(_("Type a number, like 30 or 8.9."), "number")
        tolerance = parse_decimal(typed["tolerance"] or 0)
        if tolerance is None or tolerance < 0:
            yield FormError(_("Type a number, zero or more."), "tolerance")

    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return both numbers."""
        return {"answer": parse_decimal(typed["number"]), "tolerance": parse_decimal(typed["tolerance"] or 0)}

    def form_initial(self, truth: Truth) -> dict[str, Any]:
        """Return both numbers."""
        return {"number": truth.get("answer", ""), "tolerance": truth.get("tolerance", "")}

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> str:
        """Return what was typed, also what is no number."""
        return typed_text(field, data)

    def answer_error(self, drawn: DrawnQuestion, given: Any) -> str:
        """Demand a number."""
        if parse_decimal(given) is not None:
            return ""
        return _("This is not a number. Write digits, for example 12 or 8.5.")

    def can_mark(self, solution: Solution) -> bool:
        """Are both numbers known?"""
        return None not in [parse_decimal(solution.truth.get(name)) for name in ("answer", "tolerance")]

    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Is the number within the tolerance?"""
        number, truth = parse_decimal(given), solution.truth
        return number is not None and abs(number - Decimal(truth["answer"])) <= Decimal(truth["tolerance"])

    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> str:
        """Return the number."""
        return str(solution.truth["answer"])

    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return the number as the reader's language writes it."""
        number = parse_decimal(given)
        return [given if number is None else number_format(number)]
