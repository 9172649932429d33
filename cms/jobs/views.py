"""Views of jobs in the editor: list, progress and result, cancel, file."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from cms.jobs.conf import file_days, job_days
from cms.jobs.files import open_file
from cms.jobs.kinds import JobKind, get_kind
from cms.jobs.models import Job, JobLine
from cms.jobs.queries import count_by_outcome, is_worker_down
from cms.jobs.services import cancel
from cms.media.private import private_file_response

PER_PAGE = 50
LINES_PER_PAGE = 500
REFRESH_SECONDS = 3


@permission_required("jobs.read")
@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List the jobs of the person, newest first."""
    page = Paginator(visible_to(request.user, Job).order_by("-pk"), PER_PAGE).get_page(request.GET.get("p"))
    rows = [(job, kind.title(job)) for job in page if (kind := get_kind(job.kind))]
    return _render(request, "list", _("Work in the background"), page=page, rows=rows, days=job_days())


@permission_required("jobs.read")
@never_cache
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show progress or result. While the job is unfinished the page reloads itself, unless the reader stops that."""
    found, kind = _get_job(request, pk)
    page = Paginator(found.lines.all(), LINES_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "job": found,
        "page": page,
        "groups": _lines_by_outcome(found, kind, list(page)),
        "links": kind.links(found),
        "is_away": is_worker_down(found),
        "is_still": "still" in request.GET,
        "file_days": file_days(),
        "crumb": (reverse("jobs"), _("Work in the background")),
    }
    response = _render(request, "job", kind.title(found), **context)
    if not found.finished_at and "still" not in request.GET:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@permission_required("jobs.read")
@require_POST
def cancel_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel the job before its next step; finished steps stay."""
    found, _kind = _get_job(request, pk)
    if not cancel(job=found):
        messages.warning(request, _("It had ended already."))
    return redirect("job", pk)


@permission_required("jobs.read")
@never_cache
@require_safe
def job_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download the result file while it is kept."""
    found, _kind = _get_job(request, pk)
    if not found.file_path:
        raise Http404
    try:
        content = open_file(found)
    except FileNotFoundError:
        raise Http404 from None
    return private_file_response(File(content), name=found.file_name, content_type="application/octet-stream")


def _lines_by_outcome(found: Job, kind: JobKind, lines: list[JobLine]) -> list[tuple[Any, int, list[JobLine]]]:
    """Return each outcome with its number of lines in all and its lines on this page."""
    shown = {name: list(some) for name, some in groupby(lines, attrgetter("outcome"))}
    return [
        (kind.outcomes.get(name, name), count, shown.get(name, [])) for name, count in count_by_outcome(found).items()
    ]


def _get_job(request: HttpRequest, pk: int) -> tuple[Job, JobKind]:
    found = get_object_or_404(visible_to(request.user, Job), pk=pk)
    kind = get_kind(found.kind)
    if kind is None or not can(request.user, "jobs.read", found):
        raise PermissionDenied
    return found, kind


def _render(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if crumb := context.pop("crumb", None):
        crumbs.append({"url": crumb[0], "label": crumb[1]})
    context |= {"breadcrumbs_items": [*crumbs, {"url": "", "label": title}], "header_title": title}
    return render(request, f"cms/jobs/{name}.html", context)
