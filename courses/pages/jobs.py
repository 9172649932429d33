"""Jobs of courses: move learners to a newer edition."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.jobs.kinds import JobKind, register
from cms.jobs.models import Job
from cms.jobs.worker import JobRun
from courses.learning.services import upgrade_enrolments
from courses.syllabus.models import Edition

EACH = 50  # learners in one transaction


@register
class UpgradeLearners(JobKind):
    """Who still learns on an edition goes on with the newest one."""

    name = "pages.upgrade_learners"
    label = gettext_lazy("Move learners to the newest edition")
    action = "pages.upgrade_learners"

    def title(self, job: Job) -> str:
        """The course."""
        edition = Edition.objects.select_related("course").filter(pk=job.arguments["target"]).first()
        return _("Move learners: %(course)s") % {"course": edition.course.title() if edition else "—"}

    def total(self, arguments: dict[str, Any]) -> int:
        """Everybody who still learns on it."""
        return Edition.objects.get(pk=arguments["source"]).enrolments.filter(finished_at=None).count()

    def run(self, run: JobRun) -> None:
        """Some at a time, until nobody is left."""
        editions = Edition.objects.in_bulk([run.arguments["source"], run.arguments["target"]])
        source, target = (editions[run.arguments[name]] for name in ("source", "target"))
        while True:
            with run.step() as step:
                step.count = upgrade_enrolments(source=source, target=target, limit=EACH)
            if not step.count:
                return

    def links(self, job: Job) -> list[tuple[str, str]]:
        """Back to the learners of the course."""
        return [(_("Learners and editions"), reverse("courses_upgrade_learners", args=[job.arguments["page"]]))]
