"""Issue to a chosen group by an order: choose, look at what will happen, confirm; the job tells what happened."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.paginator import WagtailPaginator

from cms.access.decorators import permission_required
from cms.input.ids import parse_ids
from cms.jobs.services import enqueue
from courses.certificates.admin.candidates import candidates
from courses.certificates.admin.forms import AT_ONCE, GroupForm, PeopleFilter
from courses.certificates.admin.pages import show
from courses.certificates.admin.queries import (
    enrolments_in,
    group,
    group_sizes,
    people_named,
)
from courses.certificates.jobs import IssueToGroup
from courses.learning.models import Enrolment
from courses.syllabus.models import Course


@permission_required("certificates.issue")
@require_http_methods(["GET", "HEAD", "POST"])
def issue_in_course(request: HttpRequest, code: str) -> HttpResponse:
    """The list and the preview of one course; what is confirmed is a job, once for the same people and order."""
    course = get_object_or_404(Course, code=code)
    if request.method != "POST" or "back" in request.POST:
        return choose_people(request, course, GroupForm(course=course, initial=request.POST.dict()))
    form = GroupForm(request.POST, course=course)
    if not form.is_valid():
        return choose_people(request, course, form, status=422)
    return ask_for_job(request, course, form) if "confirmed" in request.POST else preview(request, course, form)


def choose_people(request: HttpRequest, course: Course, form: GroupForm, status: int = 200) -> HttpResponse:
    """One of the three groups of a course, to be ticked."""
    people = PeopleFilter(request.GET)
    rows = enrolments_in(course).filter(group(people.kind))
    rows = people_named(rows, request.GET.get("q", "")) if people.is_valid() else rows.none()
    page = WagtailPaginator(rows, AT_ONCE).get_page(request.GET.get("p"))
    listed = candidates(cast("QuerySet[Enrolment]", page.object_list))
    listed.sort(key=lambda one: not one.qualifies)  # by name within both
    context = {
        "form": form,
        "people": people,
        "sizes": group_sizes(course),
        "page": page,
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
        "candidates": listed,
        "ticked": ticked(request, listed),
    }
    return _show(request, course, "people", status=status, **context)


def ticked(request: HttpRequest, listed: list[Any]) -> set[int]:
    """Who is ticked when the page opens: who was chosen before, or all who qualify."""
    if request.GET.get("tick") == "all" and request.method != "POST":
        return {one.enrolment.pk for one in listed if one.qualifies}
    return set(parse_ids(request.POST.getlist("picked")))


def preview(request: HttpRequest, course: Course, form: GroupForm) -> HttpResponse:
    """Who would get a certificate and who would not; nothing is stored."""
    order_number = form.cleaned_data["order_number"]
    picked = enrolments_in(course).filter(pk__in=form.cleaned_data["picked"])
    listed = candidates(picked, order_number)
    context = {
        "order_number": order_number,
        "qualify": [one for one in listed if one.qualifies],
        "others": [one for one in listed if not one.qualifies],
    }
    return _show(request, course, "preview", **context)


def ask_for_job(request: HttpRequest, course: Course, form: GroupForm) -> HttpResponse:
    """Issuing to many takes longer than a request may: it is a job, whose page tells who got what."""
    picked = sorted(enrolment.pk for enrolment in form.cleaned_data["picked"])
    arguments = {"course": course.code, "enrolments": picked, "order_number": form.cleaned_data["order_number"]}
    return redirect("job", enqueue(kind=IssueToGroup.name, by=request.user, arguments=arguments).pk)


def _show(request: HttpRequest, course: Course, name: str, **context: Any) -> HttpResponse:
    return show(
        request, name, course.title(), (reverse("register-issue"), _("Issue certificates")), course=course, **context
    )
