"""Jobs of the register: issue to a group."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.jobs.kinds import JobKind, register
from cms.jobs.models import Job
from cms.jobs.worker import JobRun, Step
from courses.certificates.services import issue_in_group
from courses.learning.models import Enrolment
from courses.syllabus.models import Course


@register
class IssueToGroup(JobKind):
    """Certificates for chosen people of a course, by one order, one person a step.

    Each in a transaction of its own: one long one would hold the numbers against everybody else.
    """

    name = "certificates.issue"
    label = gettext_lazy("Issue certificates")
    action = "certificates.issue"
    outcomes = {
        "already": gettext_lazy("Had a certificate already"),
        "issued": gettext_lazy("Issued"),
        "refused": gettext_lazy("Got none"),
    }

    def title(self, job: Job) -> str:
        """The course and the order."""
        course = Course.objects.filter(code=job.arguments["course"]).first()
        words = {"course": course.title() if course else job.arguments["course"]}
        if order := job.arguments["order_number"]:
            return _("Issue certificates: %(course)s, order %(order)s") % {**words, "order": order}
        return _("Issue certificates: %(course)s") % words

    def total(self, arguments: dict[str, Any]) -> int:
        """As many as were chosen."""
        return len(arguments["enrolments"])

    def run(self, run: JobRun) -> None:
        """Go on with whoever has not been looked at."""
        for pk in run.remaining(run.arguments["enrolments"]):
            with run.step() as step:
                self._issue(run, step, pk)

    def _issue(self, run: JobRun, step: Step, pk: int) -> None:
        enrolment = Enrolment.objects.select_related("person").filter(pk=pk).first()
        if enrolment is None:
            step.add_line("refused", "—", detail=_("The enrolment no longer exists."))
            return
        order = run.arguments["order_number"]
        try:
            certificate, is_new = issue_in_group(enrolment=enrolment, order_number=order, by=run.job.requested_by)
        except ValidationError as refusal:
            step.add_line("refused", str(enrolment.person), detail=" ".join(refusal.messages))
            return
        address = reverse("register-certificate", args=[certificate.pk])
        step.add_line("issued" if is_new else "already", certificate.number, detail=certificate.holder, link=address)

    def links(self, job: Job) -> list[tuple[str, str]]:
        """The register, and the list of the course."""
        return [
            (_("To the register"), reverse("register")),
            (_("To the course's list"), reverse("register-issue-course", args=[job.arguments["course"]])),
        ]
