"""Reads about quizzes."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from courses.learning.models import Enrolment
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.marking import can_mark, limit_to_drawn
from courses.quizzes.models import AnswerKey, Attempt, Question
from courses.quizzes.question_data import DrawnQuestion, Solution
from courses.quizzes.quiz_policy import QuizPolicy
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.models import Activity, Course, Edition, EditionItem
from courses.syllabus.queries import outline
from courses.syllabus.titles import titles


def topic_sizes(course: Course) -> dict[str, int]:
    """How many questions of each topic can be drawn, counted in the course's source language."""
    return {topic: len(questions) for topic, questions in _drawable(_in_use(course.pk, course.source_language)).items()}


def questions_without_key(course: Course, topics: Collection[str]) -> list[str]:
    """The names in the bank of questions that are never drawn, because nothing says what is right."""
    rows = _in_use(course.pk, course.source_language).filter(topic__in=topics)
    drawn = {key for keys in _drawable(rows).values() for key in keys}
    return list(rows.exclude(translation_key__in=drawn).order_by("bank_key").values_list("bank_key", flat=True))


def _in_use(course: int, source: str) -> QuerySet[Question]:
    return Question.objects.filter(course=course, locale__language_code=source, retired=False)


def _drawable(rows: QuerySet[Question]) -> dict[str, list[UUID]]:
    """The questions that can be marked, by topic."""
    found = list(rows.values_list("topic", "translation_key", "kind"))
    keys = _stored_keys({key: kind for _topic, key, kind in found})
    topics: dict[str, list[UUID]] = {}
    for topic, key, kind in found:
        if can_mark(kind, keys.get(key)):
            topics.setdefault(topic, []).append(key)
    return topics


def _stored_keys(kinds: Mapping[UUID, str]) -> dict[UUID, Solution]:
    """What is right, by question. A question that was deleted, or is of another kind now, is left out.

    Of the accepted texts those of the reader's language come first.
    """
    accepted: dict[UUID, list[str]] = {}
    fields = "translation_key", "kind", "feedback__accepted", "locale__language_code"
    texts = Question.objects.filter(translation_key__in=kinds).values_list(*fields)
    for key, kind, listed, _language in sorted(texts, key=lambda text: text[3] != get_language()):
        if kind == kinds[key]:
            accepted.setdefault(key, []).extend(listed or ())
    rows = AnswerKey.objects.filter(pk__in=accepted).values_list("pk", "truth")
    return {key: Solution(truth, tuple(accepted[key])) for key, truth in rows}


def lessons_by_course() -> list[tuple[str, list[tuple[UUID, str]]]]:
    """Lessons of the newest edition of each course as (course, [(key, title)]), for the editor to choose from."""
    newest = Edition.objects.filter(pk__in=Edition.objects.values("course").annotate(last=Max("pk")).values("last"))
    groups = []
    for edition in newest.select_related("course"):
        known = titles(edition.pk, get_language() or "", edition.course.source_language)
        lessons = [item for item in outline(edition.pk) if ITEM_KINDS[item.kind].explains_questions]
        named = [(item.activity.key, known.get(item.activity_id) or item.slug) for item in lessons]
        groups.append((str(edition.course), named))
    return groups


def drawable_questions(activity_id: int, topics: Collection[str]) -> dict[str, list[UUID]]:
    """The questions that a quiz may draw, by topic: those in use in the source language of its course, with a key."""
    course = Activity.objects.values("course", "course__source_language").get(pk=activity_id)
    return _drawable(_in_use(course["course"], course["course__source_language"]).filter(topic__in=topics))


def kinds_and_truths(questions: Collection[UUID]) -> dict[UUID, tuple[str, Mapping[str, Any]]]:
    """Kind and truth of each question, to lay it out."""
    kinds = dict(Question.objects.filter(translation_key__in=questions).values_list("translation_key", "kind"))
    truths = dict(AnswerKey.objects.filter(pk__in=questions).values_list("pk", "truth"))
    return {key: (kinds[key], truths[key]) for key in questions}


def keys_of(drawn: Iterable[DrawnQuestion]) -> dict[str, Solution]:
    """What is right for the questions of an attempt. Only for marking, and for showing a result.

    A question whose key says nothing about what was drawn is left out: nobody is marked by it.
    """
    questions = {UUID(question.question): question for question in drawn}
    keys = _stored_keys({key: question.kind for key, question in questions.items()})
    return {
        str(key): stored
        for key, stored in keys.items()
        if can_mark(questions[key].kind, stored)
        and can_mark(questions[key].kind, limit_to_drawn(questions[key], stored))
    }


def attempts_at(enrolment_id: int, activity_id: int) -> list[Attempt]:
    """The attempts of an enrolment at a quiz in the order of their numbers, without their questions."""
    rows = Attempt.objects.filter(enrolment=enrolment_id, activity=activity_id)
    return list(rows.defer("drawn", "right").order_by("number"))


def start_context(enrolment: Enrolment | None, item: EditionItem) -> dict[str, Any]:
    """What the template `courses/quizzes/start.html` shows: the rules, and how the learner stands. One query."""
    policy = QuizPolicy.parse(item.policy)
    attempts = attempts_at(enrolment.pk, item.activity_id) if enrolment else []
    return {
        "quiz_item": item,
        "policy": policy,
        "eligibility": evaluate_eligibility(policy, attempts, timezone.now()) if enrolment else None,
    }
