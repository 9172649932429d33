"""The page of a practical task."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel

from courses.pages.base import CourseTreePage
from courses.pages.item_page import ItemPage, same_everywhere
from courses.pages.panels import HoursSummaryPanel
from courses.syllabus.models import EditionItem


class TaskPage(ItemPage):
    """Something to carry out at work: practice."""

    kind = "task"
    Check = EditionItem.Check

    checked_by = models.CharField(_("checked"), max_length=12, choices=Check.choices, default=Check.SELF)

    content_panels = [
        *CourseTreePage.content_panels,
        FieldRowPanel(["minutes", "required", "retired", "checked_by"]),
        HoursSummaryPanel(classname="collapsed"),
        "body",
    ]
    override_translatable_fields = [*ItemPage.override_translatable_fields, *same_everywhere("checked_by")]

    class Meta:
        verbose_name = _("practical task")
        verbose_name_plural = _("practical tasks")

    @property
    def check_by(self) -> str:
        return self.checked_by
