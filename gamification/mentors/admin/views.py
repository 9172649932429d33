"""Mentors and members in the editor: all of them with their states, who has no mentor, assign, hand over, end.

Dates only: the notes of talks are the two's own.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from cms.input.ids import parse_id
from gamification.members.models import Member
from gamification.mentors import queries, services
from gamification.mentors.matching import reasons
from gamification.mentors.models import Mentorship

PER_PAGE = 50
ALONE_PER_PAGE = 25
METHODS = ["GET", "HEAD", "POST"]


def _show(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("club-admin-mentorships"), "label": _("Mentors")},
        {"url": "", "label": title},
    ]
    context |= {"breadcrumbs_items": way, "header_title": title}
    return render(request, f"gamification/mentors/admin/{name}.html", context, status=status)


@permission_required("mentors.manage")
@require_safe
def mentorships(request: HttpRequest) -> HttpResponse:
    """All, or those of one state."""
    state = request.GET.get("state", "")
    page = Paginator(queries.listed(state), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, queries.open_pact(row)) for row in page]
    states = Mentorship.State.choices
    return _show(request, "list", _("Mentors and members"), page=page, rows=rows, state=state, states=states)


@permission_required("mentors.manage")
@require_safe
def without_mentor(request: HttpRequest) -> HttpResponse:
    """Who has no mentor, and which mentors fit her best."""
    page = Paginator(queries.without_mentor().prefetch_related("wants__names"), ALONE_PER_PAGE)
    here = page.get_page(request.GET.get("page"))
    rows = [
        (member, [(found.member, "; ".join(reasons(found, ""))) for found in best])
        for member, best in queries.mentors_for_each(here)
    ]
    return _show(request, "without_mentor", _("Without a mentor"), page=here, rows=rows)


def _choices(member: Member) -> list[tuple[Member, str]]:
    return [(mentor, "; ".join(reasons(found, "")) if found else "") for mentor, found in queries.anyone_for(member)]


def _chosen(request: HttpRequest) -> Member:
    return get_object_or_404(Member, pk=parse_id(request.POST.get("mentor")), left_at=None)


@permission_required("mentors.manage")
@require_http_methods(METHODS)
def assign_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member a mentor: active at once, both are told."""
    member = get_object_or_404(Member, pk=pk, left_at=None)
    refusal = ""
    if request.method == "POST" and "mentor" in request.POST:
        mentor = _chosen(request)
        refusal = _tried(lambda: services.assign(mentor=mentor, mentee=member, by=request.user))
        if not refusal:
            messages.success(request, _("Assigned. Both are told."))
            return redirect("club-admin-mentorships")
    context = {"member": member, "choices": _choices(member), "refusal": refusal}
    return _show(request, "assign", _("Assign a mentor"), 409 if refusal else 200, **context)


def _tried(change: Any) -> str:
    """Empty when it was done; else why not."""
    try:
        change()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except PermissionDenied:
        return _("Nobody assigns herself: ask another administrator.")
    except services.NotOpenError:
        return _("It was ended or changed meanwhile.")
    return ""


@permission_required("mentors.manage")
@require_http_methods(METHODS)
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """One mentorship with its dates; hand over to another mentor, or end."""
    found = get_object_or_404(Mentorship.objects.select_related("mentor", "mentee"), pk=pk)
    refusal = ""
    if request.method == "POST":
        if "end" in request.POST:
            reason = request.POST.get("reason", "")[:1000]
            refusal = _tried(lambda: services.end_mentorship(mentorship=found, by=request.user, reason=reason))
        else:
            to = _chosen(request)
            refusal = _tried(lambda: services.hand_over(mentorship=found, to=to, by=request.user))
        if not refusal:
            messages.success(request, _("Stored. Both are told."))
            return redirect("club-admin-mentorships")
    active = found.state == Mentorship.State.ACTIVE
    context: dict[str, Any] = {
        "mentorship": found,
        "pacts": queries.pacts_of(found),
        "choices": [each for each in _choices(found.mentee) if each[0].pk != found.mentor_id] if active else [],
        "refusal": refusal,
        "active": active,
    }
    return _show(request, "mentorship", f"{found.mentor} – {found.mentee}", 409 if refusal else 200, **context)
