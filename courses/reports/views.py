"""Lists to be taken away."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.access.decorators import guarded
from cms.access.policy import scope
from cms.print.spreadsheet import write
from courses.certificates.admin.filters import RegisterFilter
from courses.certificates.models import Certificate
from courses.certificates.queries import register
from courses.reports.columns import columns, lines

MOST = 50_000  # as many lines as are written before a proxy gives up waiting
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guarded("reports.export")
@require_GET
@never_cache
def export_register(request: HttpRequest) -> HttpResponseBase:
    """The register as it is filtered on its page; what cannot be taken is said there."""
    filters = RegisterFilter(request.GET)
    back = f"{reverse('register')}?{request.GET.urlencode()}"
    if not filters.is_valid():
        return redirect(back)
    rows = filters.narrow(register(scope(request.user, Certificate)))
    if rows.count() > MOST:
        messages.error(request, _("More than %(most)s lines: choose a year or a course first.") % {"most": MOST})
        return redirect(back)
    chosen = columns()
    file = write(_("Certificates"), [(column.label, column.width) for column in chosen], lines(rows, chosen))
    name = f"certificates-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
