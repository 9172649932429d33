"""Lists to be taken away."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.access.decorators import guarded
from cms.access.policy import scope
from courses.certificates.admin.filters import RegisterFilter
from courses.certificates.models import Certificate
from courses.certificates.queries import register
from courses.reports.columns import columns, lines
from courses.reports.spreadsheet import write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guarded("reports.export")
@require_GET
@never_cache
def export_register(request: HttpRequest) -> HttpResponseBase:
    """The register as it is filtered on its page; what cannot be filtered by is said there, not exported whole."""
    filters = RegisterFilter(request.GET)
    if not filters.is_valid():
        return redirect(f"{reverse('register')}?{request.GET.urlencode()}")
    chosen = columns()
    rows = filters.narrow(register(scope(request.user, Certificate)))
    file = write(_("Certificates"), [(column.label, column.width) for column in chosen], lines(rows, chosen))
    name = f"certificates-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
