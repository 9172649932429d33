"""Changes of a question in the editor: its key, what is told after submission, its other languages.

The source language of the course leads. What belongs to all languages is spread from there, and each language of
the course gets a row, empty until somebody translates it; until then learners read the source.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback


@transaction.atomic
def save_question(*, question: Question, truth: Mapping[str, Any] | None, feedback: str, accepted: list[str]) -> None:
    """Store what belongs to a saved question; `truth` is None for a translation, which cannot change it."""
    QuestionFeedback.objects.update_or_create(question=question, defaults={"feedback": feedback, "accepted": accepted})
    if truth is not None:
        AnswerKey.objects.update_or_create(question_key=question.translation_key, defaults={"truth": truth})
        _sync_translations(question)


def _sync_translations(source: Question) -> None:
    others = Question.objects.filter(translation_key=source.translation_key).exclude(pk=source.pk)
    others.update(**_shared_fields(source))
    known = set(others.values_list("locale__language_code", flat=True)) | {source.locale.language_code}
    for locale in Locale.objects.filter(language_code__in=set(source.course.titles) - known):
        Question.objects.create(
            translation_key=source.translation_key, locale=locale, text="", **_shared_fields(source)
        )
    for other in others.all():
        _sync_options(source, other)


def _shared_fields(source: Question) -> dict[str, Any]:
    shared = ("course", "bank_key", "topic", "kind", "lesson_key", "retired")
    return {name: getattr(source, name) for name in shared}


def _sync_options(source: Question, other: Question) -> None:
    """Take away what the source has no more; add what it has new, with the source's words until translated."""
    keys = dict(source.options.values_list("translation_key", "text"))
    other.options.exclude(translation_key__in=keys).delete()
    known = set(other.options.values_list("translation_key", flat=True))
    for option in source.options.exclude(translation_key__in=known):
        Option.objects.create(
            question=other,
            locale=other.locale,
            translation_key=option.translation_key,
            text=option.text if other.text else "",
            match=option.match if other.text else "",
        )
