"""Options to put into order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.quizzes.kinds.base import FormData, FormError, OptionRows, Truth
from courses.quizzes.kinds.lists import ListedOptions, has_doubles
from courses.quizzes.question_data import DrawnQuestion, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts


class Ordering(ListedOptions):
    """Options with one right order: `{"order": [name]}`; given as {id: place}, where 1 comes first."""

    name = "ordering"
    label = gettext_lazy("ordering")
    example = {
        "truth": {"order": ["a", "b"]},
        "text": {"options": {"a": "A", "b": "B"}},
        "form": {},
        "rows": [{"text": "B", "place": 2}, {"text": "A", "place": 1}],
    }
    package_fields = ("order",)

    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Demand a place of its own for each option."""
        taken: set[int] = set()
        for row, option in enumerate(options):
            if not option["place"]:
                yield FormError(_("Say at which place it stands: 1 comes first."), "place", row)
            elif option["place"] in taken:
                yield FormError(_("Another option has this place."), "place", row)
            taken.add(option["place"])

    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the names by place. Options without a place of their own stay out, so that the check misses them."""
        by_place = {option["place"]: name for name, option in sorted(options.items()) if option["place"]}
        return {"order": [by_place[place] for place in sorted(by_place)]}

    def option_initial(self, truth: Truth, key: str) -> dict[str, Any]:
        """Return the place of an option."""
        order = truth.get("order", [])
        return {"place": order.index(key) + 1 if key in order else None}

    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> dict[str, int]:
        """Return the place given to each option."""
        places = {str(place): place for place in range(1, len(drawn.options) + 1)}
        chosen = {option: data.get(f"{field}-{option}", "") for option, _key in drawn.options}
        return {option: places[place] for option, place in chosen.items() if place in places}

    def answer_error(self, drawn: DrawnQuestion, given: Any) -> str:
        """Demand a place of its own for every option."""
        if has_doubles(given.values()):
            return _("Two lines have the same place. Give each place once.")
        return super().answer_error(drawn, given)

    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Has each option a place after the one before it?"""
        places = {drawn.key_of[i]: place for i, place in given.items()}
        taken = [places.get(option, 0) for option in self.listed(drawn, solution)]
        return all(taken) and all(one < two for one, two in pairwise(taken))

    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> dict[str, int]:
        """Return the place of each option."""
        places = {option: place for place, option in enumerate(self.listed(drawn, solution), start=1)}
        return {i: places[option] for i, option in drawn.options if option in places}

    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return the options in the order given, each with its place."""
        places = sorted((place, drawn.key_of[i]) for i, place in given.items())
        return [f"{place}. {texts.options[key][0]}" for place, key in places if key in texts.options]
