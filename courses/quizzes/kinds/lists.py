"""What matching and ordering share: the truth is a list of options."""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from courses.quizzes.kinds.base import QuestionKind, Truth, with_random_ids
from courses.quizzes.question_data import DrawnQuestion, Solution


class ListedOptions(QuestionKind):
    """Options listed in the one field of `package_fields`; the answer is a dict with a value for each option's id."""

    has_options = True

    @property
    def field(self) -> str:
        """Return the field of the truth that lists the options."""
        return self.package_fields[0]

    def validate_truth(self, truth: Truth) -> Iterator[str]:
        """Demand a list of at least two different names."""
        names = truth.get(self.field)
        if not isinstance(names, list) or len(names) < 2:
            yield _("At least two options are needed.")
        elif not all(isinstance(name, str) and name for name in names):
            yield _("“%(field)s” is a list of names.") % {"field": self.field}
        elif len(set(names)) < len(names):
            yield _("An option is named twice.")

    def option_names(self, truth: Truth) -> list[str]:
        """Return the names listed."""
        return list(truth[self.field])

    def stored_truth(self, truth: Truth, key_of: Callable[[str], Any]) -> dict[str, Any]:
        """Return the list of keys."""
        return {self.field: [str(key_of(name)) for name in truth[self.field]]}

    def shuffle(self, question: str, truth: Truth, source: Random) -> DrawnQuestion:
        """Return the question with its options in random order."""
        return DrawnQuestion(question, self.name, with_random_ids(truth[self.field], source))

    def answer_error(self, drawn: DrawnQuestion, given: Any) -> str:
        """Demand something for every option."""
        return "" if len(given) == len(drawn.options) else _("Choose something in every line.")

    def chosen(self, option: str, given: Any) -> Any:
        """Return what was given for an option."""
        return given.get(option, "")

    def can_mark(self, solution: Solution) -> bool:
        """Is an option listed?"""
        return isinstance(solution.truth.get(self.field), list) and bool(solution.truth[self.field])

    def limit_to_drawn(self, truth: Truth, drawn: DrawnQuestion) -> Truth:
        """Return the list of the options shown."""
        shown = set(drawn.keys)
        return {self.field: [key for key in truth[self.field] if key in shown]}

    def listed(self, drawn: DrawnQuestion, solution: Solution) -> list[str]:
        """Return the keys that stand both in the truth and in the attempt."""
        return list(self.limit_to_drawn(solution.truth, drawn)[self.field])


def has_doubles(values: Any) -> bool:
    """Does a value stand twice?"""
    return max(Counter(values).values()) > 1
