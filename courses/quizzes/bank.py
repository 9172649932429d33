"""Store the bank of questions that a course package brings."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.models import Locale

from courses.quizzes.kinds import KINDS
from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback
from courses.quizzes.question_data import QuestionData, QuestionText
from courses.syllabus.models import Course

NAMESPACE = UUID("5f0f7c7e-6a0b-5d0c-9a55-1d1c1f1f3a10")


def question_key(course: Course, key: str) -> UUID:
    """Return the translation key of a question: the same however often and wherever the bank is loaded."""
    return uuid5(NAMESPACE, f"{course.code}/{key}")


def option_key(course: Course, key: str, name: str) -> UUID:
    """Return the translation key of an option of a question."""
    return uuid5(NAMESPACE, f"{course.code}/{key}/{name}")


@transaction.atomic
def save_bank(*, course: Course, questions: Iterable[QuestionData]) -> None:
    """Store the whole bank of a course. Repeats safely; what is not in it any more is retired, nothing is removed.

    Questions written in the editor are not touched. The questions must have passed `validate_question`.
    """
    kept = [_save_question(course, question) for question in questions]
    gone = Question.objects.filter(course=course, packaged=True).exclude(translation_key__in=kept)
    gone.update(retired=True)


def _save_question(course: Course, question: QuestionData) -> UUID:
    key = question_key(course, question.key)
    truth = KINDS[question.kind].stored_truth(question.truth, lambda name: option_key(course, question.key, name))
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


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]
