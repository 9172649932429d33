"""The words of an attempt in the reader's language, where there are any, else in the source language of the course.

Texts before submission (`texts_for`) and after it (`feedback_for`) are two reads, so that the first cannot
return what only the second may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from courses.quizzes.models import Option, Question, QuestionFeedback
from courses.quizzes.question_data import DrawnQuestion


@dataclass(frozen=True, slots=True)
class DisplayTexts:
    """The text of a question, and of its options by key, as (text, right side)."""

    row: int
    text: str
    language: str
    lesson_key: UUID | None
    options: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedbackTexts:
    """What is told after submission."""

    feedback: str = ""
    accepted: tuple[str, ...] = ()


def texts_for(drawn: Iterable[DrawnQuestion], language: str, source: str) -> dict[str, DisplayTexts]:
    """The words of drawn questions by question key: two queries, however many they are."""
    chosen = _chosen([question.question for question in drawn], language, source)
    by_row = {words.row: words for words in chosen.values()}
    options = Option.objects.filter(question__in=by_row).values_list("question", "translation_key", "text", "match")
    for row, key, text, match in options:
        by_row[row].options[str(key)] = text, match
    return chosen


def _chosen(keys: list[str], language: str, source: str) -> dict[str, DisplayTexts]:
    rows = Question.objects.filter(translation_key__in=keys, locale__language_code__in={language, source})
    rows = rows.exclude(text="")  # not translated yet
    found: dict[str, DisplayTexts] = {}
    for key, *fields in rows.values_list("translation_key", "pk", "text", "locale__language_code", "lesson_key"):
        words = DisplayTexts(*fields)
        if str(key) not in found or words.language == language:
            found[str(key)] = words
    return found


def feedback_for(words: Mapping[str, DisplayTexts]) -> dict[str, FeedbackTexts]:
    """Feedback and accepted texts by question key, in the languages of the words. Only for closed attempts."""
    rows = QuestionFeedback.objects.filter(question__in=[each.row for each in words.values()])
    found = {row: FeedbackTexts(feedback, tuple(accepted)) for row, feedback, accepted in rows.values_list()}
    return {key: found.get(each.row, FeedbackTexts()) for key, each in words.items()}
