"""The page of a lesson."""

from django.utils.translation import gettext_lazy as _

from courses.pages.item_page import ItemPage


class LessonPage(ItemPage):
    """Something to read, watch and think over: theory."""

    kind = "lesson"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
