"""The page of a mentorship; answering, handing over, ending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from gamification.members.policies import membership
from gamification.mentors.action_items import action_items
from gamification.mentors.forms import HandOverForm, ReasonForm
from gamification.mentors.labels import days_left, history
from gamification.mentors.matching import reasons
from gamification.mentors.models import Mentorship, Pact
from gamification.mentors.queries import pacts_of, visible_check_ins
from gamification.mentors.services import answer, end_mentorship, hand_over
from gamification.mentors.services.locks import role_of, waits_for
from gamification.mentors.views.context import load_context, render_form, try_change


@permission_required("mentors.read")
@require_safe
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """Pact, check-ins, history. To administrators it shows dates, and no note."""
    rows = visible_to(request.user, Mentorship).select_related(
        "mentor", "mentee", "follows__mentor", "followed_by__mentor"
    )
    found = get_object_or_404(rows, pk=pk)
    me = membership(request.user)
    reader = me if me and me.pk in (found.mentor_id, found.mentee_id) else None
    return render(request, "gamification/mentors/mentorship.html", _page(found, reader))


def _page(found: Mentorship, reader: Any) -> dict[str, Any]:
    pacts = pacts_of(found)
    pact = next((pact for pact in pacts if pact.state in Pact.OPEN), None)
    shown = visible_check_ins(pacts, reader)
    today = timezone.localdate()
    role = role_of(found, reader) if reader else ""
    return {
        "mentorship": found,
        "role": role,
        "other": None if not role else found.mentee if role == "mentor" else found.mentor,
        "waits": bool(role) and waits_for(found, reader),
        "action_items": action_items(found, pact, reader, today) if role else [],
        "pact": pact,
        "next_pact": _to_take_over(found) if role else None,
        "left": days_left(pact.due_on, today) if pact else "",
        "check_ins": shown[pact.pk] if pact else [],
        "agreed": bool(pact and role and getattr(pact, f"{role}_agreed_at")),
        "said_by_me": bool(pact and reader and pact.end_said_by_id == reader.pk),
        "earlier": [(one, shown[one.pk]) for one in pacts if one.state not in Pact.OPEN],
        "history": history(found, pacts),
    }


def _to_take_over(found: Mentorship) -> Pact | None:
    """The wording that the next mentor reads before she answers; no note of the talks so far."""
    if found.state != Mentorship.State.PROPOSED or found.follows is None:
        return None
    return next((pact for pact in pacts_of(found.follows) if pact.state in Pact.OPEN), None)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, or decline with a reason if she likes; who proposed it takes it back."""
    current = load_context(request, pk)
    if request.method != "POST" and current.mentorship.state != Mentorship.State.PROPOSED:
        return redirect("mentorship", pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        accept = "accept" in request.POST
        reason = form.cleaned_data["reason"]
        if try_change(
            form, lambda: answer(mentorship=current.mentorship, member=current.me, accept=accept, reason=reason)
        ):
            messages.success(request, _("Accepted.") if accept else _("Your answer is written down."))
            return redirect("mentorship", pk) if accept else redirect("mentoring")
    return render_form(request, current, form, "answer", own=current.mentorship.proposed_by_id == request.user.pk)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_it_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The mentor proposes another mentor for the member."""
    current = load_context(request, pk)
    if not current.as_mentor or current.mentorship.state != Mentorship.State.ACTIVE:
        return redirect("mentorship", pk)
    form = HandOverForm(request.POST if request.method == "POST" else None, mentorship=current.mentorship)
    if form.is_valid():
        to = form.matches[form.cleaned_data["to"]].member
        if try_change(form, lambda: hand_over(mentorship=current.mentorship, to=to, by=request.user)):
            messages.success(request, _("Proposed. You stay her mentor until both have accepted."))
            return redirect("mentorship", pk)
    rows = [(pk, found.member.name, reasons(found, "")) for pk, found in form.matches.items()]
    return render_form(request, current, form, "hand_over", rows=rows)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def end_it(request: HttpRequest, pk: int) -> HttpResponse:
    """End the mentorship; either of the two."""
    current = load_context(request, pk)
    if request.method != "POST" and current.mentorship.state != Mentorship.State.ACTIVE:
        return redirect("mentorship", pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if try_change(form, lambda: end_mentorship(mentorship=current.mentorship, by=request.user, reason=reason)):
            messages.success(request, _("The mentorship has ended. Thank you both."))
            return redirect("mentoring")
    return render_form(request, current, form, "end")
