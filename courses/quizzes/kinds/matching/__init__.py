"""Pairs to put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quizzes.kinds.base import FormData, FormError, OptionRows, Truth, duplicates, with_random_ids
from courses.quizzes.kinds.lists import ListedOptions
from courses.quizzes.question_data import DrawnQuestion, QuestionText, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts


class Matching(ListedOptions):
    """Left sides to which right sides belong: `{"pairs": [name]}`; given as {id of the left: id of the right}."""

    name = "matching"
    label = gettext_lazy("matching")
    example = {
        "truth": {"pairs": ["a", "b"]},
        "text": {"pairs": {"a": ("A", "1"), "b": ("B", "2")}},
        "form": {},
        "rows": [{"text": "A", "match": "1"}, {"text": "B", "match": "2"}],
    }
    package_fields = ("pairs",)

    def option_texts(self, texts: QuestionText) -> dict[str, tuple[str, str]]:
        """Return both sides of each pair."""
        return dict(texts.pairs)

    def texts_from_form(self, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the pairs."""
        return {"pairs": {name: (option["text"], option["match"]) for name, option in options.items()}}

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand a right side of its own for each option."""
        for row, option in enumerate(options):
            if not option["match"].strip():
                yield FormError(_("Say what belongs to it."), "match", row)
        yield from duplicates(options, "match")

    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the names of all pairs."""
        return {"pairs": list(options)}

    def shuffle(self, question: str, truth: Truth, source: Random) -> DrawnQuestion:
        """Return the question with its two sides shuffled apart, under ids of their own."""
        return replace(super().shuffle(question, truth, source), matches=with_random_ids(truth["pairs"], source))

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> dict[str, str]:
        """Return the id of the right side chosen for each left side."""
        right = {match for match, _key in drawn.matches}
        chosen = {option: data.get(f"{field}-{option}", "") for option, _key in drawn.options}
        return {option: match for option, match in chosen.items() if match in right}

    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Is every pair put together?"""
        keys = drawn.key_of
        matched = {keys[left]: keys[right] for left, right in given.items()}
        return all(matched.get(pair) == pair for pair in self.listed(drawn, solution))

    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> dict[str, str]:
        """Return each pair."""
        right = {option: i for i, option in drawn.matches}
        return {i: right[option] for i, option in drawn.options if option in solution.truth["pairs"]}

    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return a line for each pair."""
        pairs = [(key, drawn.key_of[given[i]]) for i, key in drawn.options if i in given]
        known = texts.options
        return [f"{known[left][0]} – {known[right][1]}" for left, right in pairs if left in known and right in known]
