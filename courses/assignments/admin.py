"""Practical tasks in the editor: what waits, and the facilitator's word."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from courses.assignments.forms import ReviewForm
from courses.assignments.models import Submission
from courses.assignments.queries import with_learner
from courses.assignments.services import NotOpenError, review

PER_PAGE = 50


@permission_required("assignments.review")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a facilitator, the longest first."""
    rows = with_learner(visible_to(request.user, Submission)).filter(state=Submission.State.SENT)
    rows = rows.exclude(enrolment__person=request.user.pk)  # nobody reviews their own
    page = Paginator(rows.order_by("sent_at"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/assignments/admin_list.html", {"page": page})


@permission_required("assignments.review")
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with all before it; accept it, or return it with comments."""
    found = get_object_or_404(with_learner(visible_to(request.user, Submission)), pk=pk)
    if not can(request.user, "assignments.review", found):
        raise PermissionDenied
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        return _decide(request, found, form)
    earlier = visible_to(request.user, Submission).filter(
        enrolment=found.enrolment, activity=found.activity, version__lt=found.version
    )
    context = {
        "submission": found,
        "form": form,
        "earlier": earlier.select_related("review").prefetch_related("files").order_by("-version"),
        "open": found.state == Submission.State.SENT,
    }
    return render(request, "courses/assignments/admin_review.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, found: Submission, form: ReviewForm) -> HttpResponse:
    accepted = form.cleaned_data["verdict"] == "accept"
    try:
        review(submission=found, by=request.user, accepted=accepted, comment=form.cleaned_data["comment"])
    except NotOpenError:
        messages.error(request, gettext("Another facilitator has answered meanwhile."))
        return redirect("review-submission", found.pk)
    messages.success(request, gettext("Accepted.") if accepted else gettext("Returned with comments."))
    return redirect("waiting-submissions")


class WaitingItem(MenuItem):
    """Shown to who may review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can(request.user, "assignments.review")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Under the editor's own address."""
    return [
        path("submissions/", waiting, name="waiting-submissions"),
        path("submissions/<int:pk>/", submission, name="review-submission"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> Any:
    """In the editor's main menu."""
    return WaitingItem(_("Practical tasks"), reverse("waiting-submissions"), icon_name="tasks", order=250)
