"""Proposals that wait for the second administrator."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from lms.accounts.access.log import sentence
from lms.accounts.access.models import AccountChange
from lms.accounts.access.policies import reason_against
from lms.accounts.access.queries import factors_of, names_of_roles, waiting
from lms.accounts.access.services import confirm, detail_of, withdraw
from lms.accounts.admin.pages import at, show

PER_PAGE = 50


@permission_required("people.changes")
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The oldest first."""
    page = Paginator(waiting(), PER_PAGE).get_page(request.GET.get("p"))
    rows = [(change, sentence(change.kind, detail_of(change))) for change in page]
    return show(request, "changes", _("Proposed changes"), page=page, rows=rows)


@permission_required("people.confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of the two. Who may not confirm reads why."""
    found = _found(request, pk)
    if request.method != "POST":
        return _show(request, found)
    try:
        confirm(change=found, by=request.user)
    except ValidationError as refusal:
        return _show(request, _found(request, pk), status=409, refusal=refusal.messages)
    messages.success(request, _("Confirmed, and done."))
    return redirect(at("edit", found.person_id))


@permission_required("people.changes")
@require_POST
def withdraw_change(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal made by mistake goes; the account stays as it was."""
    found = _found(request, pk)
    try:
        withdraw(change=found, by=request.user)
    except ValidationError as refusal:
        return _show(request, _found(request, pk), status=409, refusal=refusal.messages)
    messages.success(request, _("The proposal is taken back. Nothing has changed."))
    return redirect(at("changes"))


def _found(request: HttpRequest, pk: int) -> AccountChange:
    rows = visible_to(request.user, AccountChange).select_related("person", "role", "proposed_by", "confirmed_by")
    return get_object_or_404(rows, pk=pk)


def _show(request: HttpRequest, found: AccountChange, status: int = 200, **more: Any) -> HttpResponse:
    against = reason_against(request.user, found)
    context = {
        "change": found,
        "what": sentence(found.kind, detail_of(found)),
        "against": against[1] if against else "",
        "roles": names_of_roles(found.person),
        "factors": factors_of(found.person),
        **more,
    }
    crumb = (at("changes"), _("Proposed changes"))
    return show(request, "change", _("Confirm the change"), crumb, status=status, **context)
