"""Jobs of reports: lists to be taken away as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.policy import visible_to
from cms.exports.spreadsheet import write_workbook
from cms.jobs.kinds import JobKind, ResultFile, register
from cms.jobs.models import Job
from cms.jobs.worker import JobRun
from courses.certificates.admin.filters import RegisterFilterSet
from courses.certificates.models import Certificate
from courses.certificates.queries import register as certificates
from courses.reports.columns import columns, lines

EACH = 500  # lines between two looks at whether somebody has cancelled


@register
class ExportRegister(JobKind):
    """The register as it was filtered on its page, as a spreadsheet."""

    name = "reports.register"
    label = gettext_lazy("Spreadsheet of the register")
    action = "reports.export"

    def total(self, arguments: dict[str, Any]) -> int:
        """How many lines the filter finds."""
        return RegisterFilterSet(QueryDict(arguments["query"])).narrow(certificates()).count()

    def run(self, run: JobRun) -> ResultFile:
        """Written from the beginning each time, line by line."""
        filters = RegisterFilterSet(QueryDict(run.arguments["query"]))
        rows: QuerySet[Any] = filters.narrow(certificates(visible_to(run.job.requested_by, Certificate)))
        chosen = columns()
        header = [(column.label, column.width) for column in chosen]
        content = write_workbook(_("Certificates"), header, _counted(run, lines(rows, chosen)))
        return ResultFile(content, f"certificates-{timezone.localdate():%Y-%m-%d}.xlsx")

    def links(self, job: Job) -> list[tuple[str, str]]:
        """Back to the page with the same filter."""
        return [(_("To the register"), f"{reverse('register')}?{job.arguments['query']}")]


def _counted(run: JobRun, rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for number, row in enumerate(rows):
        if number % EACH == 0:
            run.set_progress(number)
        yield row
