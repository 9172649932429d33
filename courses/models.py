"""All records of learning (Django finds a room's models only through this file)."""

from courses.learning.models import Cohort, Completion, Enrolment, Reflection
from courses.syllabus.models import Activity, Course, Edition, EditionItem

__all__ = ["Activity", "Cohort", "Completion", "Course", "Edition", "EditionItem", "Enrolment", "Reflection"]
