"""Several right options."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quizzes.kinds.base import OPTIONS, FormData, FormError, OptionRows
from courses.quizzes.kinds.choices import Choices


class MultipleChoice(Choices):
    """Options of which one or more are right."""

    name = "multiple"
    label = gettext_lazy("several right answers")
    example = {
        "truth": {"options": {"a": "right", "b": "right", "c": "wrong"}},
        "text": {"options": {"a": "A", "b": "B", "c": "C"}},
        "form": {},
        "rows": [{"text": "A", "right": True}, {"text": "B", "right": True}, {"text": "C"}],
    }

    def validate_count(self, right: int) -> Iterator[str]:
        """Demand a right option."""
        if not right:
            yield _("At least one option must be right.")

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand a tick."""
        if options and not any(option["right"] for option in options):
            yield FormError(_("Tick “Right” for at least one option."), OPTIONS)
