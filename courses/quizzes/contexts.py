"""What the pages of an attempt show."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from courses.learning.models import Enrolment
from courses.quizzes.answer_parsing import parse_answers
from courses.quizzes.eligibility import evaluate_eligibility
from courses.quizzes.models import Attempt
from courses.quizzes.presenters import present_questions
from courses.quizzes.queries import attempts_at, keys_of
from courses.quizzes.quiz_policy import QuizPolicy, duration_text
from courses.quizzes.results import MarkedAttempt, Result, results
from courses.quizzes.sampling import from_json
from courses.quizzes.translated_texts import feedback_for, texts_for
from courses.syllabus.models import Course, EditionItem
from courses.syllabus.queries import outline
from courses.syllabus.titles import titles


def base_context(attempt: Attempt) -> dict[str, Any]:
    """What both pages share. The attempt comes with its enrolment, activity and course."""
    course: Course = attempt.activity.course
    known = titles(attempt.enrolment.edition_id, get_language() or "", course.source_language)
    item = find_item(attempt.enrolment, attempt.activity_id)
    return {
        "attempt": attempt,
        "course": course,
        "item": item,
        "title": known.get(attempt.activity_id) or (item.slug if item else course.title()),
        "titles": known,
    }


def find_item(enrolment: Enrolment, activity_id: int) -> EditionItem | None:
    """The place of an activity in the edition of an enrolment, if it has one."""
    return next((item for item in outline(enrolment.edition_id) if item.activity_id == activity_id), None)


def questions_context(attempt: Attempt, typed: QueryDict | None = None) -> dict[str, Any]:
    """The questions with what was saved, and over it what was typed just now."""
    drawn = from_json(attempt.drawn)
    saved = list(attempt.answers.values_list("position", "given", "saved_at"))
    given = {place: answer for place, answer, _at in saved}
    given |= parse_answers(drawn, typed) if typed is not None else {}
    words = texts_for(drawn, get_language() or "", attempt.activity.course.source_language)
    questions = present_questions(drawn, given, words)
    return {
        **base_context(attempt),
        "questions": questions,
        "incomplete": [question for question in questions if not question.is_complete],
        "time_left": _time_left(attempt),
        "saved_at": max((at for _place, _answer, at in saved), default=None),
    }


def _time_left(attempt: Attempt) -> str:
    """Whole minutes in words; empty where there is no limit."""
    if attempt.deadline_at is None:
        return ""
    return duration_text(max(int((attempt.deadline_at - timezone.now()).total_seconds() // 60), 0))


def has_unsaved_answers(attempt: Attempt, typed: QueryDict) -> bool:
    """Does a form that came too late hold anything that was not saved in time?"""
    saved = dict(attempt.answers.values_list("position", "given"))
    given = parse_answers(from_json(attempt.drawn), typed)
    return any(answer and answer != saved.get(place) for place, answer in given.items())


def result_context(attempt: Attempt) -> dict[str, Any]:
    """Score, what was right and wrong and why, lessons to read again, and when the next attempt may begin. Of a void
    attempt nothing is told but that: nothing of it was marked.
    """
    drawn = from_json(attempt.drawn)
    words = texts_for(drawn, get_language() or "", attempt.activity.course.source_language)
    marked = MarkedAttempt(
        given=dict(attempt.answers.values_list("position", "given")),
        right=attempt.right or [],
        words=words,
        after=feedback_for(words),
        keys=keys_of(drawn),
    )
    context = base_context(attempt)
    listed = [] if attempt.state == Attempt.State.VOID else results(drawn, marked)
    return {
        **context,
        "results": listed,
        "right_count": len(marked.right),
        "lessons": _lessons(attempt, listed, context["titles"]),
        "eligibility": _eligibility(attempt, context["item"]),
    }


def _lessons(attempt: Attempt, results: list[Result], titles: Any) -> list[tuple[str, str]]:
    """Lessons of wrongly answered questions in the order of the outline, as (slug, title)."""
    wanted = {result.lesson_key for result in results if not result.right}
    items = [item for item in outline(attempt.enrolment.edition_id) if item.activity.key in wanted]
    return [(item.slug, titles.get(item.activity_id) or item.slug) for item in items]


def _eligibility(attempt: Attempt, item: EditionItem | None) -> Any:
    if item is None:
        return None
    attempts = attempts_at(attempt.enrolment_id, attempt.activity_id)
    return evaluate_eligibility(QuizPolicy.parse(item.policy), attempts, timezone.now())
