"""Polls as a member sees them. What is sent in a vote is answered at once and remembered nowhere: neither in an address
nor in a session, a message, a cache or a log.
"""

import csv
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from cms.exports.spreadsheet import safe_cell
from gamification.members.policies import membership
from gamification.polls import queries, services
from gamification.polls.contexts import poll_context
from gamification.polls.forms import OWN, ReceiptForm, VoteForm
from gamification.polls.models import Poll

PER_PAGE = 20
REFUSALS = {
    services.NotOpenError: _("This vote is not open any more: your choice came too late and was not recorded."),
    services.VotedAlreadyError: _(
        "You had voted already, with another form. That vote stands; this one was not recorded."
    ),
    services.NotAMemberError: _("Only members of the club vote. Nothing was recorded."),
    services.OwnChoiceError: OWN,
    services.UsedReceiptError: _("This form was used before. Nothing was recorded; please vote once more."),
}


def for_the_club(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead who is not in the club to the page where she can join."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if can(request.user, "polls.read") else redirect("club-join")

    return inside


@permission_required("polls.visit")
@never_cache
@require_safe
@for_the_club
def polls(request: HttpRequest) -> HttpResponse:
    """Open, coming and past ones."""
    now = timezone.now()
    rows = queries.list_polls(visible_to(request.user, Poll), membership(request.user), now)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(poll, poll.stage(now)) for poll in page.object_list]
    return render(request, "gamification/polls/polls.html", {"page": page, "shown": shown})


@permission_required("polls.visit")
@never_cache
@require_safe
@for_the_club
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """A form while it is open; the result once it is closed."""
    return _page(request, _found(request, pk))


@permission_required("polls.visit", secret=True)
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_the_club
@sensitive_variables()
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the vote, and answer with the receipt: no redirect, which would have to remember it. Sent again, the form is
    answered in the same way.
    """
    found, member = _found(request, pk), membership(request.user)
    if request.method != "POST" or member is None:
        return redirect("poll", pk=pk)
    form = VoteForm(request.POST, poll=found, member=member, choices=list(found.choices.all()))
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        ballot = services.vote(poll=found, member=member, choice=form.cleaned_data["choice"], receipt=form.receipt)
    except services.VoteRefusedError as refusal:
        form.add_error("choice", REFUSALS[type(refusal)])
        return _page(request, found, form, status=409)
    return render(request, "gamification/polls/voted.html", {"poll": found, "receipt": ballot.receipt})


@permission_required("polls.visit", secret=True)
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_the_club
@sensitive_variables()
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Look a receipt up in the published list. Posted, so that no address or log holds it."""
    found = _found(request, pk)
    ballots = queries.published_ballots(found)
    if request.method != "POST" or ballots is None:
        return redirect("poll", pk=pk)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, receipt_form=form)
    ballot = ballots.filter(receipt=form.cleaned_data["receipt"]).first()
    return _page(request, found, receipt_form=form, looked_for=True, ballot=ballot)


@permission_required("polls.visit")
@require_safe
@for_the_club
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """All ballots of a closed poll as a table for spreadsheets, by receipt; 404 before, and with too few."""
    published = queries.published_ballots(_found(request, pk))
    if published is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="ballots-{pk}.csv"', "Cache-Control": "private, no-cache"}
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    table = csv.writer(response)
    table.writerow(["receipt", "choice"])
    table.writerows((ballot.receipt, safe_cell(ballot.choice.label)) for ballot in published)
    return response


def _found(request: HttpRequest, pk: int) -> Poll:
    return get_object_or_404(visible_to(request.user, Poll), pk=pk)


@sensitive_variables()
def _page(
    request: HttpRequest, found: Poll, form: VoteForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = poll_context(found, membership(request.user), form, **more)
    return render(request, "gamification/polls/poll.html", context, status=status)
