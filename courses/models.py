"""All records of learning (Django finds a room's models only through this file)."""

from courses.assignments.models import Review, Submission, SubmissionFile
from courses.learning.models import Cohort, Completion, Enrolment, Reflection
from courses.quizzes.models import Answer, AnswerKey, Attempt, Option, Question, QuestionFeedback
from courses.syllabus.models import Activity, Course, Edition, EditionItem

__all__ = [
    "Activity",
    "Answer",
    "AnswerKey",
    "Attempt",
    "Cohort",
    "Completion",
    "Course",
    "Edition",
    "EditionItem",
    "Enrolment",
    "Option",
    "Question",
    "QuestionFeedback",
    "Reflection",
    "Review",
    "Submission",
    "SubmissionFile",
]
