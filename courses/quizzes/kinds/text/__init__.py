"""A short text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quizzes.folding import fold
from courses.quizzes.kinds.base import FormData, FormError, OptionRows, QuestionKind, Truth, typed_text
from courses.quizzes.question_data import DrawnQuestion, QuestionText, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts


class ShortText(QuestionKind):
    """A text that is one of those accepted in any language; the truth, which all languages share, is empty."""

    name = "text"
    label = gettext_lazy("short text")
    example = {"truth": {}, "text": {"accept": ("слово",)}, "form": {"accepted": "слово\n\nдругое "}, "rows": []}

    def validate_truth(self, truth: Truth) -> Iterator[str]:
        """Refuse any truth."""
        if truth:
            yield _("The accepted texts belong to the languages, not to the key.")

    def validate_texts(self, texts: QuestionText) -> Iterator[str]:
        """Demand an accepted text."""
        if not any(fold(text) for text in texts.accept):
            yield _("At least one accepted text is needed.")

    def stored_truth(self, truth: Truth, key_of: Callable[[str], Any]) -> dict[str, Any]:
        """Return the empty truth."""
        return {}

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand an accepted text."""
        if not any(fold(line) for line in typed["accepted"].splitlines()):
            yield FormError(_("Type at least one text that is right."), "accepted")

    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the empty truth."""
        return {}

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> str:
        """Return what was typed."""
        return typed_text(field, data)

    def can_mark(self, solution: Solution) -> bool:
        """Is some text accepted?"""
        return any(fold(text) for text in solution.accepted)

    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Does the text read like an accepted one?"""
        return fold(given) in {fold(text) for text in solution.accepted if fold(text)}

    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> str:
        """Return the first accepted text."""
        return solution.accepted[0] if solution.accepted else ""

    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return the text."""
        return [given]
