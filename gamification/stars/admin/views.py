"""The ledger, one entry taken back, and signs of collusion for people who decide."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse as address
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from cms.search.folding import search_pattern
from gamification.stars.admin.forms import LedgerForm, ReverseForm
from gamification.stars.collusion import collusion_indicators
from gamification.stars.models import Season, StarEntry
from gamification.stars.queries import current_season
from gamification.stars.services import AlreadyReversedError, SeasonFrozenError, reverse

PER_PAGE = 50


@permission_required("stars.manage")
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The whole ledger, newest first."""
    form = LedgerForm(request.GET)
    rows = visible_to(request.user, StarEntry).select_related(
        "member", "season", "given_by", "reversed_by", "recorded_by"
    )
    if form.is_valid() and form.cleaned_data["q"]:
        rows = rows.filter(member__name__regex=search_pattern(form.cleaned_data["q"]))
    page = Paginator(rows.order_by("-recorded_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return _show(request, "entries", gettext("Stars given"), form=form, page=page)


@permission_required("stars.manage")
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """What of the season somebody should look into. Nothing is judged here."""
    season = current_season() or Season.objects.order_by("-starts_at").first()
    kinds = collusion_indicators(season) if season else []
    return _show(request, "collusion", gettext("Signs of collusion"), season=season, kinds=kinds)


@permission_required("stars.reverse")
@require_http_methods(["GET", "HEAD", "POST"])
def reverse_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one entry back, with a reason. Nobody her own."""
    entry = get_object_or_404(visible_to(request.user, StarEntry).select_related("member", "season", "given_by"), pk=pk)
    if not can(request.user, "stars.reverse", entry):
        raise PermissionDenied
    form = ReverseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _reverse(request, entry, form.cleaned_data["reason"])
    return _show(request, "reverse", gettext("Take stars back"), 422 if form.errors else 200, entry=entry, form=form)


def _show(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    crumbs = [{"url": address("wagtailadmin_home"), "label": gettext("Home")}, {"url": "", "label": title}]
    context |= {"breadcrumbs_items": crumbs, "header_title": title}
    return render(request, f"gamification/stars/admin/{name}.html", context, status=status)


def _reverse(request: HttpRequest, entry: StarEntry, reason: str) -> HttpResponse:
    try:
        reverse(entry=entry, reason=reason, by=request.user)
    except AlreadyReversedError:
        messages.error(request, gettext("These stars were taken back already."))
    except SeasonFrozenError:
        messages.error(request, gettext("The season is counted: its ledger is closed."))
    else:
        messages.success(request, gettext("The stars are taken back. The member sees why."))
    return redirect("club-admin-stars")
