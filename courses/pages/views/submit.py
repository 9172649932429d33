"""Send a practical task to a facilitator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from cms.access.decorators import permission_required
from courses.assignments.forms import TaskForm
from courses.assignments.queries import submission_thread
from courses.assignments.services import NotOpenError, SavedDraft, save_draft, send
from courses.pages.contexts import ItemContext, item_context
from courses.pages.views.item import show
from courses.pages.views.notes import take_notes
from courses.pages.views.record import form_address


@permission_required("assignments.send")
@form_address
def submit(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Keep what was written and attached; send it when that was asked and nothing is wrong with it."""
    if request.method != "POST":
        return redirect("item", code, slug)
    current = item_context(request.user, code, slug)
    wrong = take_notes(current, request.POST)
    form = TaskForm(request.POST, request.FILES, thread=submission_thread(current.enrolment, current.step.activity))
    right = form.is_valid() and not wrong
    try:
        kept = _keep(current, form)
        if right and kept.written and "send" in request.POST:
            send(draft=kept.draft)
    except NotOpenError:
        form.add_error(None, gettext("A version was sent meanwhile and waits for the facilitator."))
        return show(request, current, refused=form, wrong=wrong)
    if not kept.written:
        form.add_error(None, gettext("The draft was changed in another window. Compare, then send again."))
    if form.errors or wrong:
        return show(request, current, refused=form, wrong=wrong)
    messages.success(request, gettext("Sent.") if "send" in request.POST else gettext("The draft is kept."))
    return redirect("item", code, slug)


def _keep(current: ItemContext, form: TaskForm) -> SavedDraft:
    return save_draft(
        enrolment=current.enrolment,
        item=current.step.item,
        title=current.step.title,
        edit=form.cleaned_data.get("edit") or 0,
        text=form.typed,
        uploads=form.uploads,
        remove=form.removed,
    )
