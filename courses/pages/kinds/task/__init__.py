"""Practical task: something to carry out at work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, QuerySet, UUIDField, Value
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from courses.assignments.forms import TaskForm
from courses.assignments.models import Submission
from courses.assignments.queries import submission_thread
from courses.learning.forms import DoneForm
from courses.learning.models import Completion
from courses.learning.queries import report_of
from courses.syllabus.kinds import ItemKind, Waiting
from courses.syllabus.models import EditionItem

Check = EditionItem.Check


class TaskKind(ItemKind):
    """Practice that learners report themselves, or send to a facilitator."""

    name = "task"
    label = _("practical task")
    page_model = "courses_pages.TaskPage"
    folder = "tasks"
    practice = True
    note_required = True

    def own_evidence(self, item: Any) -> str:
        """Return that learners reported it themselves, unless a facilitator checks it."""
        return Completion.Evidence.SELF_REPORTED if item.check_by == Check.SELF else ""

    def missing(self, count: int) -> str:
        """Return how many are to be done."""
        sentence = ngettext(
            "%(count)d practical task is still to be done:", "%(count)d practical tasks are still to be done:", count
        )
        return sentence % {"count": count}

    def template(self, item: Any) -> str:
        """Return the template of the report, or of the thread with the facilitator."""
        return f"courses/pages/kinds/task_{item.check_by}.html"

    def context(self, enrolment: Any, item: Any, *, done: bool, refused: Any) -> dict[str, Any]:
        """Return the form, with what was written before, and the versions that were sent."""
        if self.takes_submissions(item):
            thread = submission_thread(enrolment, item.activity_id)
            return {"thread": thread, "form": refused or TaskForm(thread=thread)}
        written = report_of(enrolment, item.activity_id) if done else ""
        return {"form": refused or DoneForm(initial={"note": written})}

    def takes_submissions(self, item: Any) -> bool:
        """Return whether a facilitator checks it."""
        return item.check_by == Check.FACILITATOR

    def can_wait(self, item: Any) -> bool:
        """Return whether a version may wait for the facilitator."""
        return self.takes_submissions(item)

    def open_work(self, enrolment: int) -> QuerySet[Any, Any]:
        """Return the versions that were sent and not answered yet."""
        rows = Submission.objects.filter(enrolment=enrolment, state=Submission.State.SENT).order_by()
        nothing = Value(None, output_field=BooleanField()), Value(None, output_field=UUIDField())
        return rows.values_list("activity_id", "version", "state", "sent_at", *nothing)

    def waiting(self, item: Any, rows: list[tuple], now: datetime) -> Waiting:
        """Return that the facilitator is to answer."""
        return Waiting(reason=gettext("Sent, waits for the facilitator:"))

    def read_rules(self, fields: Any) -> tuple[str, dict[str, Any]]:
        """Return who checks it."""
        return fields.choice("check", tuple(Check.values), Check.SELF.value), {}

    def page_fields(self, check_by: str, policy: Mapping[str, Any]) -> dict[str, Any]:
        """Return who checks it."""
        return {"checked_by": check_by}
