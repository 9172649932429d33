"""My practical tasks."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from gamification.members.policies import membership
from gamification.mentors.labels import days_left
from gamification.mentors.models import GivenTask, Mentorship, Pact
from gamification.mentors.queries import tasks_of

PER_PAGE = 20


@permission_required("mentors.use")
@require_safe
def my_tasks(request: HttpRequest) -> HttpResponse:
    """Open ones first."""
    member: Any = membership(request.user)
    page = Paginator(tasks_of(member), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(given, days_left(given.due_on, timezone.localdate())) for given in page]
    return render(request, "gamification/mentors/my_tasks.html", {"page": page, "rows": rows})


@permission_required("mentors.use")
@require_safe
def my_task(request: HttpRequest, pk: int) -> HttpResponse:
    """What to do, until when, and the ways on: a mentor, the report."""
    found = get_object_or_404(visible_to(request.user, GivenTask).select_related("task__event"), pk=pk)
    pact = Pact.objects.filter(given=found).exclude(state=Pact.State.GIVEN_UP).select_related("mentorship__mentor")
    active = Mentorship.objects.filter(mentee=found.member_id, state=Mentorship.State.ACTIVE).select_related("mentor")
    context = {
        "given": found,
        "left": days_left(found.due_on, timezone.localdate()),
        "pact": pact.first(),
        "mentorships": active.exclude(pacts__state__in=Pact.OPEN),
    }
    return render(request, "gamification/mentors/my_task.html", context)
