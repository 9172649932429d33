"""What a learner says: done, and her private notes. Asked by GET, each leads to the item's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from courses.learning.forms import DoneForm
from courses.learning.services import complete_by_oneself
from courses.pages.contexts import ItemContext, item_context
from courses.pages.navigation import waiting_items
from courses.pages.views.item import show
from courses.pages.views.notes import take_notes

form_address = require_http_methods(["GET", "HEAD", "POST"])


@permission_required("learning.complete")
@form_address
def complete(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Done: record it and lead on."""
    if request.method != "POST":
        return redirect("item", code, slug)
    current = item_context(request.user, code, slug)
    wrong = take_notes(current, request.POST)
    form = DoneForm(request.POST, required=current.step.kind.note_required)
    if not form.is_valid() or wrong:
        return show(request, current, refused=form, wrong=wrong)
    complete_by_oneself(enrolment=current.enrolment, item=current.step.item, note=form.cleaned_data["note"])
    return redirect(_onward(current))


def _onward(current: ItemContext) -> str:
    """The next step in order that is not done and need not wait; where there is none, wherever *Continue* leads."""
    learner = current.learner
    passed_by = learner.progress.done | waiting_items(learner).reasons.keys() if learner else frozenset()
    position = current.outline.steps.index(current.step)
    for step in current.outline.steps[position + 1 :]:
        if step.activity not in passed_by:
            return reverse("item", args=[current.card.code, step.slug])
    return reverse("continue", args=[current.card.code])


@permission_required("learning.reflect")
@form_address
def notes(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Keep private notes."""
    if request.method != "POST":
        return redirect("item", code, slug)
    current = item_context(request.user, code, slug)
    if wrong := take_notes(current, request.POST):
        return show(request, current, wrong=wrong)
    messages.success(request, gettext("Your note is saved."))
    return redirect("item", code, slug)
