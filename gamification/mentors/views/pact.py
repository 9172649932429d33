"""The pact: writing, agreeing, talks on the way, pauses, the end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.input.ids import parse_id
from gamification.mentors.forms import CheckInForm, FinishForm, PactForm, PauseForm, RescheduleForm
from gamification.mentors.models import CheckIn, Mentorship, Pact
from gamification.mentors.services import (
    NotOpenError,
    StaleError,
    agree,
    confirm_completion,
    end_pact,
    pause,
    record_check_in,
    reopen_pact,
    reschedule_check_in,
    resume,
    write_pact,
)
from gamification.mentors.views.context import (
    CHANGED_MEANWHILE,
    MentorshipContext,
    load_context,
    render_form,
    try_change,
)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The wording. Was it changed meanwhile, the newer one stands beside what was typed."""
    current = load_context(request, pk)
    if request.method != "POST" and current.mentorship.state != Mentorship.State.ACTIVE:
        return redirect("mentorship", pk)
    form = PactForm(
        request.POST if request.method == "POST" else None, mentorship=current.mentorship, pact=current.pact
    )
    newer = None
    if form.is_valid():
        try:
            done = try_change(
                form, lambda: write_pact(mentorship=current.mentorship, by=current.me, **form.cleaned_data)
            )
        except StaleError as stale:
            done, newer = False, stale.pact
        if done:
            messages.success(request, _("Written. It is in force once you have both agreed to it."))
            return redirect("mentorship", pk)
    if newer:
        form.renumbered(newer.edit)
        form.add_error(
            None, _("The wording was changed meanwhile. Compare the two, then send yours again or leave it.")
        )
    return render_form(request, current, form, "write", newer=newer)


def _pact(current: MentorshipContext) -> Pact:
    """The open pact; without one there is no such page."""
    if current.pact is None:
        raise Http404
    return current.pact


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def agree_to_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the wording that she has read."""
    if request.method == "POST":
        current = load_context(request, pk)
        try:
            now = agree(pact=_pact(current), by=current.me, edit=parse_id(request.POST.get("edit")) or 0)
        except StaleError:
            messages.error(request, _("The wording was changed meanwhile. Read it again before you agree."))
        except NotOpenError:
            messages.error(request, str(CHANGED_MEANWHILE))
        else:
            both = now.state == Pact.State.AGREED
            messages.success(request, _("The pact is in force.") if both else _("You have agreed."))
    return redirect("mentorship", pk)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A check-in: write down that it was held, or plan it for another day."""
    current = load_context(request, pk)
    found = next((one for one in _pact(current).check_ins.all() if one.number == number), None)
    if found is None:
        raise Http404
    data: Any = request.POST if request.method == "POST" else None
    moving = data is not None and "move" in data
    held, move = CheckInForm(None if moving else data), RescheduleForm(data if moving else None, check_in=found)
    if moving and move.is_valid():
        if _moved(current, found, move):
            return redirect("mentorship", pk)
    elif data is not None and not moving and held.is_valid() and _held(current, found, held):
        messages.success(request, _("Written down."))
        return redirect("mentorship", pk)
    return render_form(request, current, move if moving else held, "check_in", held=held, move=move, check_in=found)


def _held(current: MentorshipContext, found: CheckIn, form: CheckInForm) -> bool:
    return try_change(form, lambda: record_check_in(check_in=found, by=current.me, **form.cleaned_data))


def _moved(current: MentorshipContext, found: CheckIn, form: RescheduleForm) -> bool:
    return try_change(
        form, lambda: reschedule_check_in(check_in=found, by=current.me, due_on=form.cleaned_data["due_on"])
    )


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, or go on."""
    current = load_context(request, pk)
    pact = _pact(current)
    if request.method == "POST" and "resume" in request.POST:
        return _resume(request, current, pact)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and try_change(
        form, lambda: pause(pact=pact, by=current.me, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("Paused. Nothing is due until you go on."))
        return redirect("mentorship", pk)
    return render_form(request, current, form, "pause")


def _resume(request: HttpRequest, current: MentorshipContext, pact: Pact) -> HttpResponse:
    try:
        resume(pact=pact, by=current.me)
    except NotOpenError:
        messages.error(request, str(CHANGED_MEANWHILE))
    else:
        messages.success(request, _("Welcome back. All days are later by the length of the pause."))
    return redirect("mentorship", current.mentorship.pk)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was carried out, confirm it, answer “not yet”; or give it up."""
    current = load_context(request, pk)
    pact = _pact(current)
    if request.method == "POST" and {"confirm", "not_yet"} & request.POST.keys():
        return _answer(request, current, pact)
    form = FinishForm(request.POST if request.method == "POST" else None, pact=pact)
    if form.is_valid():
        done, result = "done" in request.POST, form.cleaned_data["result"]
        if try_change(form, lambda: end_pact(pact=pact, by=current.me, done=done, result=result)):
            messages.success(request, _("Written down."))
            return redirect("mentorship", pk)
    return render_form(request, current, form, "finish")


def _answer(request: HttpRequest, current: MentorshipContext, pact: Pact) -> HttpResponse:
    try:
        if "confirm" in request.POST:
            confirm_completion(pact=pact, by=current.me)
            messages.success(request, _("Carried out. Well done, both of you!"))
        else:
            reopen_pact(pact=pact, by=current.me)
            messages.success(request, _("The pact goes on."))
    except NotOpenError:
        messages.error(request, str(CHANGED_MEANWHILE))
    return redirect("mentorship", current.mentorship.pk)
