"""Mentors and members: who needs her now, all of hers, finding one, proposing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from gamification.members.models import Member
from gamification.members.policies import membership
from gamification.mentors.matching import reasons
from gamification.mentors.models import Mentorship
from gamification.mentors.queries import members_for, mentors_for, open_pairs, past_pairs
from gamification.mentors.services import propose

PER_PAGE = 12


@permission_required("mentors.use")
@require_safe
def mentoring(request: HttpRequest) -> HttpResponse:
    """Who needs her now; then all of hers. With `?find=` whom she could ask."""
    member: Any = membership(request.user)
    if (seeks := request.GET.get("find", "")) in ("mentor", "mentee"):
        return _find(request, member, seeks)
    pairs = open_pairs(member)
    led = [pair for pair in pairs if pair.as_mentor]
    context = {
        "member": member,
        "urgent": [pair for pair in pairs if pair.action_items],
        "led": led,
        "leading": [pair for pair in pairs if not pair.as_mentor],
        "taken": sum(pair.mentorship.state == Mentorship.State.ACTIVE for pair in led),
        "is_mentor": bool(led) or member.mentors_up_to > 0,
        "past": Paginator(past_pairs(member), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "gamification/mentors/mentoring.html", context)


def _find(request: HttpRequest, member: Member, seeks: str) -> HttpResponse:
    found = mentors_for(member) if seeks == "mentor" else members_for(member)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(match.member, reasons(match, seeks)) for match in page]
    context = {"member": member, "seeks": seeks, "page": page, "rows": rows}
    return render(request, "gamification/mentors/find.html", context)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def propose_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody of the directory to be one's mentor, or offer her to be hers (`as`: what the other would be)."""
    if request.method != "POST":
        return redirect("mentoring")
    me: Any = membership(request.user)
    other = get_object_or_404(Member, pk=pk, left_at=None, in_directory=True)
    mentor, mentee = (me, other) if request.POST.get("as") == "mentee" else (other, me)
    try:
        made = propose(mentor=mentor, mentee=mentee, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(reverse("mentoring") + f"?find={'mentee' if mentor == me else 'mentor'}")
    active = made.state == Mentorship.State.ACTIVE
    messages.success(request, _("You work together from now on.") if active else _("Proposed. She is told."))
    return redirect("mentorship", made.pk)
