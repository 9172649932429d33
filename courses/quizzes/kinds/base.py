"""What a kind of question says about itself. Whatever depends on the kind of a question is asked of its class.

`truth` is what is right, in one of two forms: as written in a course package (docs/course-package.md), by the names
of the options; and as stored in `AnswerKey.truth`, by the keys of the options.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from courses.quizzes.question_data import DrawnQuestion, QuestionText, Solution

if TYPE_CHECKING:
    from courses.quizzes.translated_texts import DisplayTexts

OPTIONS = "options"
MAX_LENGTH = 200
Truth = Mapping[str, Any]
FormData = Mapping[str, Any]
OptionRows = Sequence[Mapping[str, Any]]


class FormError(NamedTuple):
    """A sentence at a field of the question, of the option in a row, or (`OPTIONS`) above all options."""

    sentence: str
    field: str
    row: int | None = None


class QuestionKind(ABC):
    """Say everything about one kind of question.

    `name` is stored in `Question.kind` and written in course packages (at most 40 characters), `label` is shown to
    trainers. `package_fields` are the fields of `questions.yaml` that say what is right; those in `package_flags` are
    true or false. `example` is a question of the kind, which tests take through all parts: its "truth" and "text" as
    a package has them (the fields of `QuestionText`), and the "form" and its "rows" of options as a trainer fills
    them in for the same question.
    """

    name: str
    label: Any
    example: Mapping[str, Any]
    package_fields: Sequence[str] = ()
    package_flags: Sequence[str] = ()
    has_options: bool = False

    @property
    def template(self) -> str:
        """Return the template of the fields that the learner fills in."""
        return f"courses/quizzes/kinds/{self.name}.html"

    # What the trainer or the package brings.

    @abstractmethod
    def validate_truth(self, truth: Truth) -> Iterator[str]:
        """Yield a sentence for everything wrong with a truth as packages write it."""

    def validate_texts(self, texts: QuestionText) -> Iterator[str]:
        """Yield a sentence for everything wrong with the texts in one language, apart from the options."""
        yield from ()

    def option_names(self, truth: Truth) -> list[str]:
        """Return the names of the options that the truth speaks of."""
        return []

    def option_texts(self, texts: QuestionText) -> dict[str, tuple[str, str]]:
        """Return the texts of the options by name, as (left, right); both are the same where there is one."""
        return {name: (text, text) for name, text in texts.options.items()}

    def texts_from_form(self, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the fields of `QuestionText` that hold the options typed in the editor, by name."""
        return {"options": {name: option["text"] for name, option in options.items()}}

    @abstractmethod
    def stored_truth(self, truth: Truth, key_of: Callable[[str], Any]) -> dict[str, Any]:
        """Return a truth as `AnswerKey` stores it; `key_of` gives the key of an option by its name."""

    # What the editor's form shows and says. Its fields: answer, number, tolerance, accepted; of an option: text,
    # match, right, place.

    def check_form(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Yield everything that the form can tell of what was typed."""
        if self.has_options and len(options) < 2:
            yield FormError(_("At least two options are needed."), OPTIONS)
        yield from self.form_errors(typed, options)
        if self.has_options:
            yield from duplicates(options, "text")
        elif options:
            yield FormError(_("A question of this kind has no options: delete them."), OPTIONS)

    @abstractmethod
    def form_errors(self, typed: FormData, options: OptionRows) -> Iterator[FormError]:
        """Yield what is wrong in the form with a question of this kind."""

    @abstractmethod
    def truth_from_form(self, typed: FormData, options: Mapping[str, FormData]) -> dict[str, Any]:
        """Return the truth, as packages write it, from what was typed; `options` are by name."""

    def form_initial(self, truth: Truth) -> dict[str, Any]:
        """Return what the form shows at first for a stored truth."""
        return {}

    def option_initial(self, truth: Truth, key: str) -> dict[str, Any]:
        """Return what the form shows at first for an option of a stored truth."""
        return {}

    # What the learner sees and gives.

    def shuffle(self, question: str, truth: Truth, source: Random) -> DrawnQuestion:
        """Return a question as an attempt shows it, in random order under random ids."""
        return DrawnQuestion(question, self.name)

    @abstractmethod
    def parse(self, drawn: DrawnQuestion, field: str, data: QueryDict) -> Any:
        """Return the answer given in a form as JSON takes it; empty for a blank one, without ids never shown."""

    def answer_error(self, drawn: DrawnQuestion, given: Any) -> str:
        """Return why an answer that is not blank cannot be marked as it stands; empty for a good one."""
        return ""

    def chosen(self, option: str, given: Any) -> Any:
        """Return what an answer says of an option, for the template."""
        return ""

    # What is right.

    @abstractmethod
    def can_mark(self, solution: Solution) -> bool:
        """Does the solution say what is right? Otherwise the question is never drawn and marked for nobody."""

    def limit_to_drawn(self, truth: Truth, drawn: DrawnQuestion) -> Truth:
        """Return a stored truth without the options that the attempt does not show."""
        return truth

    @abstractmethod
    def is_right(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> bool:
        """Is an answer that is not blank wholly right?"""

    def credit(self, drawn: DrawnQuestion, given: Any, solution: Solution) -> Fraction:
        """Return the share of the question that an answer earns, from 0 to 1; all or nothing unless a kind says so."""
        return Fraction(self.is_right(drawn, given, solution))

    @abstractmethod
    def model_answer(self, drawn: DrawnQuestion, solution: Solution) -> Any:
        """Return what a learner would have given to be right, as `is_right` takes it."""

    @abstractmethod
    def answer_lines(self, drawn: DrawnQuestion, given: Any, texts: DisplayTexts) -> list[str]:
        """Return an answer that is not blank as lines of text, for the result."""


def duplicates(options: OptionRows, side: str) -> Iterator[FormError]:
    """Yield the rows whose text on a side is that of an earlier row."""
    seen: set[str] = set()
    for row, option in enumerate(options):
        text = option[side].strip().casefold()
        if text and text in seen:
            yield FormError(_("Another option reads the same."), side, row)
        seen.add(text)


def with_random_ids(keys: Iterable[str], source: Random) -> list[tuple[str, str]]:
    """Return the keys in random order, each with an id that means nothing elsewhere."""
    shuffled = list(keys)
    source.shuffle(shuffled)
    return [(f"{source.getrandbits(48):012x}", key) for key in shuffled]


def typed_text(field: str, data: QueryDict) -> str:
    """Return what was typed into a field, without spaces around it and cut to `MAX_LENGTH`."""
    return data.get(field, "").strip()[:MAX_LENGTH]
