"""Lists to be taken away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from cms.jobs.services import enqueue
from courses.certificates.admin.filters import RegisterFilterSet
from courses.certificates.models import Certificate
from courses.certificates.queries import register
from courses.reports.jobs import ExportRegister

MOST = 1_000_000  # lines that a sheet can hold


@permission_required("reports.export")
@require_POST
def export_register(request: HttpRequest) -> HttpResponse:
    """The register as it is filtered on its page, written by a job; what cannot be taken is said on that page."""
    filters = RegisterFilterSet(request.GET)
    query = request.GET.urlencode()
    back = f"{reverse('register')}?{query}"
    if not filters.is_valid():
        return redirect(back)
    if filters.narrow(register(visible_to(request.user, Certificate))).count() > MOST:
        messages.error(request, _("More than %(most)s lines: choose a year or a course first.") % {"most": MOST})
        return redirect(back)
    return redirect("job", enqueue(kind=ExportRegister.name, by=request.user, arguments={"query": query}).pk)
