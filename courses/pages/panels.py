"""What the editor of a course shows besides its fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from courses.pages.hours_summary import hours_summary


class HoursSummaryPanel(Panel):
    """The sum of hours and the practice share, module by module, and what is missing to the promise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Hours and practice"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """On a page that is not stored yet there is nothing to sum."""

        template_name = "courses/pages/hours_summary_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "hours_summary": hours_summary(self.instance)}
