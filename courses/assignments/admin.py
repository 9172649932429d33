"""Practical tasks in the editor: the queue of submissions, and the review of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from courses.assignments.forms import ReviewForm
from courses.assignments.models import Submission
from courses.assignments.queries import with_learner
from courses.assignments.services import NotOpenError, review

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}
QUEUE = {"url": reverse_lazy("waiting-submissions"), "label": _("Practical tasks")}


class SubmissionListView(BaseListingView):
    """Submissions that wait for a review, the longest waiting first."""

    page_title = QUEUE["label"]
    breadcrumbs_items = [HOME]
    header_icon = "tasks"
    paginate_by = 50
    no_results_message = _("Nothing waits. When a learner sends a practical task, it appears here.")
    columns = [
        TitleColumn("learner", label=_("Learner"), accessor="enrolment.person", url_name="review-submission"),
        Column("course", label=_("Course"), accessor="enrolment.edition.course"),
        Column("title", label=_("Task")),
        NumberColumn("version", label=_("Version")),
        DateColumn("sent_at", label=_("Sent")),
    ]

    def get_queryset(self) -> QuerySet[Submission]:
        """Return what others have sent: nobody reviews their own."""
        rows = with_learner(visible_to(self.request.user, Submission)).filter(state=Submission.State.SENT)
        return rows.exclude(enrolment__person=self.request.user.pk).order_by("sent_at")

    def get_table_kwargs(self) -> dict[str, Any]:
        """Name the table for who does not see the heading."""
        return super().get_table_kwargs() | {"caption": self.get_page_title()}


waiting = permission_required("assignments.review")(require_safe(SubmissionListView.as_view()))


@permission_required("assignments.review")
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version with all before it; accept it, or return it with comments."""
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
        "header_title": found.enrolment.person,
        "breadcrumbs_items": [HOME, QUEUE, {"url": "", "label": found.enrolment.person}],
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
