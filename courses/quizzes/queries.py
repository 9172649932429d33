"""Reads about quizzes."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import get_language

from courses.learning.models import Enrolment
from courses.quizzes.drawing import Drawn
from courses.quizzes.marking import Key
from courses.quizzes.models import AnswerKey, Attempt, Question
from courses.quizzes.policy import QuizPolicy
from courses.quizzes.standing import standing
from courses.syllabus.models import Activity, Course, Edition, EditionItem
from courses.syllabus.queries import outline
from courses.syllabus.titles import titles


def topic_sizes(course: Course) -> dict[str, int]:
    """How many questions of each topic can be drawn, counted in the course's source language."""
    rows = Question.objects.filter(course=course, locale__language_code=course.source_language, retired=False)
    return dict(rows.values_list("topic").annotate(Count("pk")).order_by("topic"))


def lessons_by_course() -> list[tuple[str, list[tuple[UUID, str]]]]:
    """Lessons of the newest edition of each course as (course, [(key, title)]), for the editor to choose from."""
    newest = Edition.objects.filter(pk__in=Edition.objects.values("course").annotate(last=Max("pk")).values("last"))
    groups = []
    for edition in newest.select_related("course"):
        known = titles(edition.pk, get_language() or "", edition.course.source_language)
        lessons = [item for item in outline(edition.pk) if item.kind == Activity.Kind.LESSON]
        named = [(item.activity.key, known.get(item.activity_id) or item.slug) for item in lessons]
        groups.append((str(edition.course), named))
    return groups


def bank_of(activity_id: int, topics: Collection[str]) -> dict[str, list[UUID]]:
    """The questions that a quiz may draw, by topic: those in use in the source language of its course."""
    course = Activity.objects.values("course", "course__source_language").get(pk=activity_id)
    rows = Question.objects.filter(
        course=course["course"],
        locale__language_code=course["course__source_language"],
        topic__in=topics,
        retired=False,
    )
    bank: dict[str, list[UUID]] = {}
    for topic, key in rows.values_list("topic", "translation_key"):
        bank.setdefault(topic, []).append(key)
    return bank


def kinds_and_truths(questions: Collection[UUID]) -> dict[UUID, tuple[str, Mapping[str, Any]]]:
    """Kind and truth of each question, to lay it out."""
    kinds = dict(Question.objects.filter(translation_key__in=questions).values_list("translation_key", "kind"))
    truths = dict(AnswerKey.objects.filter(pk__in=questions).values_list("pk", "truth"))
    return {key: (kinds[key], truths[key]) for key in questions}


def keys_of(drawn: Iterable[Drawn]) -> dict[str, Key]:
    """What is right for the questions of an attempt. Only for marking, and for showing a result.

    Of the accepted texts those of the reader's language come first.
    A question that was deleted since, or is of another kind now, is left out: nobody is marked by it.
    """
    kinds = {question.question: question.kind for question in drawn}
    accepted: dict[UUID, list[str]] = {}
    fields = "translation_key", "kind", "after__accepted", "locale__language_code"
    texts = Question.objects.filter(translation_key__in=kinds).values_list(*fields)
    for key, kind, listed, _language in sorted(texts, key=lambda text: text[3] != get_language()):
        if kind == kinds[str(key)]:
            accepted.setdefault(key, []).extend(listed or ())
    rows = AnswerKey.objects.filter(pk__in=accepted).values_list("pk", "truth")
    return {str(key): Key(truth, tuple(accepted[key])) for key, truth in rows}


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
        "standing": standing(policy, attempts, timezone.now()) if enrolment else None,
    }
