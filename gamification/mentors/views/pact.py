"""The pact: writing, agreeing, talks on the way, pauses, the end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.input.ids import parse_id
from gamification.mentors.forms import FinishForm, MoveForm, PactForm, PauseForm, TalkForm
from gamification.mentors.models import CheckIn, Mentorship, Pact
from gamification.mentors.services import (
    NotOpenError,
    StaleError,
    agree,
    check_in,
    confirm_end,
    end_pact,
    move_check_in,
    not_yet,
    pause,
    resume,
    write_pact,
)
from gamification.mentors.views.here import MEANWHILE, Here, ask, changed, here


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The wording. Was it changed meanwhile, the newer one stands beside what was typed."""
    spot = here(request, pk)
    if request.method != "POST" and spot.mentorship.state != Mentorship.State.ACTIVE:
        return redirect("mentorship", pk)
    form = PactForm(request.POST if request.method == "POST" else None, mentorship=spot.mentorship, pact=spot.pact)
    newer = None
    if form.is_valid():
        try:
            done = changed(form, lambda: write_pact(mentorship=spot.mentorship, by=spot.me, **form.cleaned_data))
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
    return ask(request, spot, form, "write", newer=newer)


def _pact(spot: Here) -> Pact:
    """The open pact; without one there is no such page."""
    if spot.pact is None:
        raise Http404
    return spot.pact


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def agree_to_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the wording that she has read."""
    if request.method == "POST":
        spot = here(request, pk)
        try:
            now = agree(pact=_pact(spot), by=spot.me, edit=parse_id(request.POST.get("edit")) or 0)
        except StaleError:
            messages.error(request, _("The wording was changed meanwhile. Read it again before you agree."))
        except NotOpenError:
            messages.error(request, str(MEANWHILE))
        else:
            both = now.state == Pact.State.AGREED
            messages.success(request, _("The pact is in force.") if both else _("You have agreed."))
    return redirect("mentorship", pk)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A check-in: write down that it was held, or plan it for another day."""
    spot = here(request, pk)
    found = next((one for one in _pact(spot).check_ins.all() if one.number == number), None)
    if found is None:
        raise Http404
    data: Any = request.POST if request.method == "POST" else None
    moving = data is not None and "move" in data
    held, move = TalkForm(None if moving else data), MoveForm(data if moving else None, talk=found)
    if moving and move.is_valid():
        if _moved(spot, found, move):
            return redirect("mentorship", pk)
    elif data is not None and not moving and held.is_valid() and _held(spot, found, held):
        messages.success(request, _("Written down."))
        return redirect("mentorship", pk)
    return ask(request, spot, move if moving else held, "talk", held=held, move=move, talk=found)


def _held(spot: Here, found: CheckIn, form: TalkForm) -> bool:
    return changed(form, lambda: check_in(talk=found, by=spot.me, **form.cleaned_data))


def _moved(spot: Here, found: CheckIn, form: MoveForm) -> bool:
    return changed(form, lambda: move_check_in(talk=found, by=spot.me, due_on=form.cleaned_data["due_on"]))


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, or go on."""
    spot = here(request, pk)
    pact = _pact(spot)
    if request.method == "POST" and "resume" in request.POST:
        return _resume(request, spot, pact)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and changed(form, lambda: pause(pact=pact, by=spot.me, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Paused. Nothing is due until you go on."))
        return redirect("mentorship", pk)
    return ask(request, spot, form, "pause")


def _resume(request: HttpRequest, spot: Here, pact: Pact) -> HttpResponse:
    try:
        resume(pact=pact, by=spot.me)
    except NotOpenError:
        messages.error(request, str(MEANWHILE))
    else:
        messages.success(request, _("Welcome back. All days are later by the length of the pause."))
    return redirect("mentorship", spot.mentorship.pk)


@permission_required("mentors.use")
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was carried out, confirm it, answer “not yet”; or give it up."""
    spot = here(request, pk)
    pact = _pact(spot)
    if request.method == "POST" and {"confirm", "not_yet"} & request.POST.keys():
        return _answer(request, spot, pact)
    form = FinishForm(request.POST if request.method == "POST" else None, pact=pact)
    if form.is_valid():
        done, result = "done" in request.POST, form.cleaned_data["result"]
        if changed(form, lambda: end_pact(pact=pact, by=spot.me, done=done, result=result)):
            messages.success(request, _("Written down."))
            return redirect("mentorship", pk)
    return ask(request, spot, form, "finish")


def _answer(request: HttpRequest, spot: Here, pact: Pact) -> HttpResponse:
    try:
        if "confirm" in request.POST:
            confirm_end(pact=pact, by=spot.me)
            messages.success(request, _("Carried out. Well done, both of you!"))
        else:
            not_yet(pact=pact, by=spot.me)
            messages.success(request, _("The pact goes on."))
    except NotOpenError:
        messages.error(request, str(MEANWHILE))
    return redirect("mentorship", spot.mentorship.pk)
