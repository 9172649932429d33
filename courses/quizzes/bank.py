"""The bank of questions: say what is wrong with a question that is brought, and store it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.models import Locale

from courses.quizzes import validation
from courses.quizzes.decimals import parse_decimal
from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback
from courses.quizzes.question_data import QuestionData, QuestionText
from courses.syllabus.models import Course

NAMESPACE = UUID("5f0f7c7e-6a0b-5d0c-9a55-1d1c1f1f3a10")


def check(question: QuestionData) -> list[str]:
    """All that is wrong with a question, each fault as a sentence; empty when it can be stored."""
    return validation.validate_truth(question) or validation.validate_texts(question)


def question_key(course: Course, key: str) -> UUID:
    """The translation key of a question: the same however often and wherever the bank is loaded."""
    return uuid5(NAMESPACE, f"{course.code}/{key}")


def option_key(course: Course, key: str, name: str) -> UUID:
    """The translation key of an option of a question."""
    return uuid5(NAMESPACE, f"{course.code}/{key}/{name}")


@transaction.atomic
def save_bank(*, course: Course, questions: Iterable[QuestionData]) -> None:
    """Store the whole bank of a course. Repeats safely; what is not in it any more is retired, nothing is removed.

    Questions written in the editor are not touched. The questions must have passed `check`.
    """
    kept = [_save_question(course, question) for question in questions]
    gone = Question.objects.filter(course=course, packaged=True).exclude(translation_key__in=kept)
    gone.update(retired=True)


def _save_question(course: Course, question: QuestionData) -> UUID:
    key = question_key(course, question.key)
    truth = stored_truth(question, lambda name: option_key(course, question.key, name))
    AnswerKey.objects.update_or_create(question_key=key, defaults={"truth": truth})
    for language, words in question.texts.items():
        _save_words(course, question, _locale(language), words)
    return key


def _save_words(course: Course, question: QuestionData, locale: Locale, words: QuestionText) -> None:
    row, _new = Question.objects.update_or_create(
        translation_key=question_key(course, question.key),
        locale=locale,
        defaults={
            "course": course,
            "bank_key": question.key,
            "topic": question.topic,
            "kind": question.kind,
            "lesson_key": question.lesson_key,
            "text": words.text,
            "retired": False,
            "packaged": True,
        },
    )
    QuestionFeedback.objects.update_or_create(
        question=row, defaults={"feedback": words.feedback, "accepted": list(words.accept)}
    )
    # Sorted by name, because the order of a file may tell which option is right.
    for name, (text, match) in sorted(words.sides().items()):
        Option.objects.update_or_create(
            translation_key=option_key(course, question.key, name),
            locale=locale,
            defaults={"question": row, "text": text, "match": match},
        )


def stored_truth(question: QuestionData, key_of: Any) -> dict[str, Any]:
    """The truth as `AnswerKey` holds it: options by their keys, numbers as text, so that none is rounded."""
    truth = question.truth
    if "options" in truth:
        return {"options": {str(key_of(name)): mark == "right" for name, mark in truth["options"].items()}}
    for listed in ("pairs", "order"):
        if listed in truth:
            return {listed: [str(key_of(name)) for name in truth[listed]]}
    if question.kind == "number":
        return {name: str(parse_decimal(truth.get(name, 0))) for name in ("answer", "tolerance")}
    return {"answer": truth["answer"]} if question.kind == "truefalse" else {}


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]
