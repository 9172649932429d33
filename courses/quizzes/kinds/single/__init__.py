"""One right option."""

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quizzes.kinds.base import OPTIONS, FormData, FormError, OptionRows
from courses.quizzes.kinds.choices import Choices
from courses.quizzes.question_data import DrawnQuestion


class SingleChoice(Choices):
    """Options of which exactly one is right."""

    name = "single"
    label = gettext_lazy("one right answer")
    example = {
        "truth": {"options": {"a": "right", "b": "wrong"}},
        "text": {"options": {"a": "A", "b": "B"}},
        "form": {},
        "rows": [{"text": "A", "right": True}, {"text": "B"}],
    }

    def validate_count(self, right: int) -> Iterator[str]:
        """Demand exactly one right option."""
        if right != 1:
            yield _("Exactly one option must be right.")

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand one tick, and say at each further one that it is too many."""
        right = [row for row, option in enumerate(options) if option["right"]]
        if options and not right:
            yield FormError(_("Tick “Right” for one option."), OPTIONS)
        for row in right[1:]:
            yield FormError(_("Only one option is right in a question of this kind."), "right", row)

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> list[str]:
        """Return the one id chosen."""
        return super().parse(drawn, field, data)[-1:]
