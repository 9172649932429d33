"""What questions with one and with several right options share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from courses.quizzes.kinds.base import FormData, QuestionKind, Truth, with_random_ids
from courses.quizzes.question_data import DrawnQuestion, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts


class Choices(QuestionKind):
    """Options of which some are right: `{"options": {name: "right" | "wrong"}}`, stored as `{key: bool}`."""

    package_fields = ("options",)
    has_options = True

    def validate_truth(self, truth: Truth) -> Iterator[str]:
        """Yield what is wrong with the marks of the options."""
        marks = truth.get("options")
        if not isinstance(marks, dict) or len(marks) < 2:
            yield _("At least two options are needed.")
        elif any(mark not in ("right", "wrong") for mark in marks.values()):
            yield _("Each option is either right or wrong.")
        if isinstance(marks, dict):
            yield from self.validate_count(list(marks.values()).count("right"))

    def validate_count(self, right: int) -> Iterator[str]:
        """Yield what is wrong with the number of right options."""
        raise NotImplementedError

    def option_names(self, truth: Truth) -> list[str]:
        """Return the names of all options."""
        return list(truth["options"])

    def stored_truth(self, truth: Truth, key_of: Callable[[str], Any]) -> dict[str, Any]:
        """Return whether each option is right, by key."""
        return {"options": {str(key_of(name)): mark == "right" for name, mark in truth["options"].items()}}

    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the marks from the ticks beside the options."""
        return {"options": {name: "right" if option["right"] else "wrong" for name, option in options.items()}}

    def option_initial(self, truth: Truth, key: str) -> dict[str, Any]:
        """Return the tick of an option."""
        return {"right": truth.get("options", {}).get(key, False)}

    def shuffle(self, question: str, truth: Truth, source: Random) -> DrawnQuestion:
        """Return the question with its options in random order."""
        return DrawnQuestion(question, self.name, with_random_ids(truth["options"], source))

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> list[str]:
        """Return the ids chosen, in the order shown."""
        chosen = set(data.getlist(field))
        return [option for option, _key in drawn.options if option in chosen]

    def chosen(self, option: str, given: Any) -> bool:
        """Is the option chosen?"""
        return option in given

    def can_mark(self, solution: Solution) -> bool:
        """Is some option right?"""
        marks = solution.truth.get("options")
        return isinstance(marks, Mapping) and True in marks.values()

    def limit_to_drawn(self, truth: Truth, drawn: DrawnQuestion) -> Truth:
        """Return the marks of the options shown."""
        return {"options": {option: right for option, right in truth["options"].items() if option in drawn.keys}}

    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Are exactly the right ones chosen, of the options that stand both in the truth and in the attempt?"""
        marks = self.limit_to_drawn(solution.truth, drawn)["options"]
        chosen = {drawn.key_of[i] for i in given} & marks.keys()
        return chosen == {option for option, right in marks.items() if right}

    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> list[str]:
        """Return the ids of the right options."""
        return [i for i, option in drawn.options if solution.truth["options"].get(option)]

    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return the texts of the chosen options."""
        return [texts.options[key][0] for i, key in drawn.options if i in given and key in texts.options]
