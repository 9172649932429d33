"""The check by a person: that nobody is harmed, and nobody identified who did not agree."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from gamification.practices.admin.forms import ReviewForm
from gamification.practices.admin.pages import page_of, show
from gamification.practices.models import Practice
from gamification.practices.personal_data import find_personal_data
from gamification.practices.queries import uses_waiting_for_review
from gamification.practices.services import IncompleteError, NotOpenError, review, withdraw

State = Practice.State
ORDER: dict[str, tuple[str, str]] = {State.SENT: ("sent_at", "pk"), State.PUBLISHED: ("-published_at", "-pk")}
LISTS = (State.SENT, State.PUBLISHED, State.RETURNED, State.WITHDRAWN)
PARTS = ("title", "done", "changed", "for_whom", "cost", "repeat")


@permission_required("practices.review")
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; and what was published, returned, withdrawn."""
    state = request.GET.get("state", "")
    state = state if state in LISTS else State.SENT
    rows = visible_to(request.user, Practice).filter(state=state).exclude(author__person=request.user.pk)
    rows = rows.select_related("author", "reviewed_by").order_by(*ORDER.get(state, ("-reviewed_at", "-pk")))
    return show(
        request,
        "list",
        _("Best practices"),
        page=page_of(request, rows),
        state=state,
        lists=[(one.value, one.label) for one in LISTS],
        uses=uses_waiting_for_review().count(),
    )


@permission_required("practices.review")
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """One report with what may lead to a person; publish it, or return it with comments."""
    found = _found(request, pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found.edit = form.cleaned_data["edit"]
        try:
            return _decide(request, found, form)
        except IncompleteError as refusal:
            form.add_missing(refusal.fields)
        except NotOpenError:
            messages.error(request, _("It was changed, withdrawn or decided meanwhile. Please read it again."))
            return redirect("club-admin-practice", pk)
        found = _found(request, pk)
    return _page(request, found, form)


def _found(request: HttpRequest, pk: int) -> Practice:
    """A practice that she may decide about."""
    rows = visible_to(request.user, Practice).select_related("author", "reviewed_by")
    found = get_object_or_404(rows.prefetch_related("photos", "topics__names"), pk=pk)
    if not can(request.user, "practices.review", found):
        raise PermissionDenied
    return found


def _page(request: HttpRequest, found: Practice, form: ReviewForm) -> HttpResponse:
    texts: list[tuple[str, Any]] = [
        (str(Practice._meta.get_field(name).verbose_name), getattr(found, name))  # type: ignore[union-attr]
        for name in PARTS
    ]
    photos = list(found.photos.all())
    everywhere = "\n\n".join([text for _label, text in texts] + [photo.alt for photo in photos])
    return show(
        request,
        "practice",
        found.title,
        status=422 if form.errors else 200,
        practice=found,
        texts=texts,
        photos=photos,
        findings=find_personal_data(everywhere, own=found.author.name),
        form=form,
        waits=found.state == State.SENT,
        may_withdraw=found.state in (State.SENT, State.RETURNED, State.PUBLISHED),
    )


def _decide(request: HttpRequest, found: Practice, form: ReviewForm) -> HttpResponse:
    publish = form.cleaned_data["verdict"] == "publish"
    review(
        practice=found,
        by=request.user,
        publish=publish,
        comment=form.cleaned_data["comment"],
        nobody_harmed=form.cleaned_data["nobody_harmed"],
        nobody_identified=form.cleaned_data["nobody_identified"],
    )
    messages.success(request, _("Published.") if publish else _("Returned with comments."))
    return redirect("club-admin-practices")


@permission_required("practices.review")
@require_POST
def withdraw_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a practice from the portal, and say why."""
    found = _found(request, pk)
    try:
        withdraw(practice=found, by=request.user, comment=request.POST.get("comment", "")[:5000])
        messages.success(request, _("Withdrawn. It is gone from the portal."))
    except IncompleteError:
        messages.error(request, _("Say why, so that the author understands."))
    except NotOpenError:
        messages.error(request, _("This report was never sent."))
    return redirect("club-admin-practice", pk)
