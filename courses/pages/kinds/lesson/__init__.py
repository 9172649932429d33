"""Lesson: something to read, watch and think over."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.learning.models import Completion
from courses.syllabus.kinds import ItemKind


class LessonKind(ItemKind):
    """Theory that learners tick as read."""

    name = "lesson"
    label = _("lesson")
    page_model = "courses_pages.LessonPage"
    folder = "lessons"
    cacheable = True
    explains_questions = True

    def own_evidence(self, item: Any) -> str:
        """Return that it was read."""
        return Completion.Evidence.READ

    def missing(self, count: int) -> str:
        """Return how many are to be read."""
        sentence = ngettext("%(count)d lesson is still to be read:", "%(count)d lessons are still to be read:", count)
        return sentence % {"count": count}

    def template(self, item: Any) -> str:
        """Return the template with the button to tick it."""
        return "courses/pages/kinds/lesson.html"
