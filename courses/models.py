"""All records of learning (Django finds a room's models only through this file)."""

from courses.assignments.models import Review, Submission, SubmissionFile
from courses.certificates.models import (
    Certificate,
    CertificateFile,
    ConfirmedName,
    CorrectionRequest,
    IssueProposal,
    Revocation,
    Series,
)
from courses.learning.models import Cohort, Completion, Enrolment, Reflection
from courses.quizzes.models import Answer, AnswerKey, Attempt, Option, Question, QuestionFeedback
from courses.syllabus.models import Activity, Course, Edition, EditionItem

__all__ = [
    "Activity",
    "Answer",
    "AnswerKey",
    "Attempt",
    "Certificate",
    "CertificateFile",
    "Cohort",
    "Completion",
    "ConfirmedName",
    "CorrectionRequest",
    "Course",
    "Edition",
    "EditionItem",
    "Enrolment",
    "IssueProposal",
    "Option",
    "Question",
    "QuestionFeedback",
    "Reflection",
    "Review",
    "Revocation",
    "Series",
    "Submission",
    "SubmissionFile",
]
