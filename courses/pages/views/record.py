"""What a learner says: done, and her private notes. Asked by GET, each leads to the item's page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cms.access.decorators import guarded
from courses.learning.forms import DoneForm, ReflectionForm
from courses.learning.services import complete_by_oneself, reflect
from courses.pages import content
from courses.pages.next import pending
from courses.pages.places import Spot, spot
from courses.pages.views.item import Note, show

form_address = require_http_methods(["GET", "HEAD", "POST"])


@guarded("learning.complete")
@form_address
def complete(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Done: record it and lead on."""
    if request.method != "POST":
        return redirect("item", code, slug)
    here = spot(request.user, code, slug)
    note = ""
    if here.step.item.kind == "task":
        form = DoneForm(request.POST)
        if not form.is_valid():
            return show(request, here, refused=form)
        note = form.cleaned_data["note"]
    complete_by_oneself(enrolment=here.enrolment, item=here.step.item, note=note)
    return redirect(_onward(here))


def _onward(here: Spot) -> str:
    """The next step in order that is not done and need not wait; where there is none, wherever *Continue* leads."""
    passed_by = here.study.progress.done | pending(here.study).holds.keys() if here.study else frozenset()
    place = here.plan.steps.index(here.step)
    for step in here.plan.steps[place + 1 :]:
        if step.activity not in passed_by:
            return reverse("item", args=[here.card.code, step.slug])
    return reverse("continue", args=[here.card.code])


@guarded("learning.reflect")
@form_address
def notes(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Keep a private note."""
    if request.method != "POST":
        return redirect("item", code, slug)
    here = spot(request.user, code, slug)
    block = _block(here, request.POST)
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return show(
            request, here, note=Note(block, request.POST.get("text", ""), " ".join(map(str, form.errors["text"])))
        )
    reflect(enrolment=here.enrolment, item=here.step.item, block=block, text=form.cleaned_data["text"])
    messages.success(request, gettext("Your note is saved."))
    return redirect(f"{reverse('item', args=[code, slug])}#note-{block}")


def _block(here: Spot, data: Any) -> str:
    """The reflection of this item that the form names; 404 for any other."""
    step = here.step
    for part in content.body(step.item.kind, step.item.activity.key, step.language):
        if part.kind == "reflection" and part.id == data.get("block"):
            return part.id
    raise Http404
