"""Reads about quizzes."""

from django.db.models import Count

from courses.quizzes.models import Question
from courses.syllabus.models import Course


def topic_sizes(course: Course) -> dict[str, int]:
    """How many questions of each topic can be drawn, counted in the course's source language."""
    rows = Question.objects.filter(course=course, locale__language_code=course.source_language, retired=False)
    return dict(rows.values_list("topic").annotate(Count("pk")).order_by("topic"))
