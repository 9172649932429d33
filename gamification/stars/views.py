"""A member's own page, what others see of her, her ledger, and the list of who has most."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from cms.cache.fragments import placeholder, render_cached, render_fragment
from gamification.members.models import Member
from gamification.members.policies import membership
from gamification.members.queries import member_card, with_topics
from gamification.stars.leaderboard import (
    NextAward,
    SeasonFacts,
    label_of,
    member_stars,
    next_awards,
    open_season,
    rank_of,
)
from gamification.stars.models import StarEntry, StarTotal
from gamification.stars.queries import leaderboard, ledger
from gamification.stars.reasons import STAR_REASONS

PER_PAGE = 50


@permission_required("members.own")
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Stars of the season, my place, what the next needs, and the ways on; to joining for who is not a member."""
    season = open_season()
    numbers = member_stars(request.user.pk or 0, season)
    if numbers is None:
        return redirect("club-join")
    place = rank_of(numbers.total, season) if season and numbers.total else None
    context: dict[str, Any] = {"season": season}
    context |= {name: placeholder(name) for name in ("steps", "name", "total")}
    context |= {
        "place": place and placeholder("place"),
        "missing": placeholder("missing") if place and place.missing else "",
    }
    holes: dict[str, Any] = {"name": numbers.name, "total": numbers.total}
    holes |= {"steps": SafeString("".join(_render_award(step) for step in next_awards(numbers)))}
    holes |= {"place": place.number, "missing": place.missing} if place else {}
    return render_cached(request, "gamification/stars/my_page.html", context, {k: str(v) for k, v in holes.items()})


def _render_award(step: NextAward) -> SafeString:
    reason = STAR_REASONS.get(step.cause)
    way = reason.url_name if reason else ""
    return render_fragment(
        "gamification/stars/next_award.html", {**step._asdict(), "label": label_of(step.cause), "way": way}
    )


@permission_required("members.read")
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """What a member shows to others; of her stars only how many, and for what."""
    found = get_object_or_404(with_topics(visible_to(request.user, Member)), pk=pk)
    shown = member_card(found)
    season = open_season()
    context = {"card": shown, "season": season, "mine": found.person_id == request.user.pk, "member": found}
    if season and shown.stars:
        context |= _public_stars(found, season)
    return render(request, "gamification/stars/member.html", context)


def _public_stars(member: Member, season: SeasonFacts) -> dict[str, Any]:
    numbers = member_stars(member.person_id, season)
    causes = [(label_of(cause), stars) for cause, stars in numbers.by_cause.items()] if numbers else []
    return {"total": numbers.total if numbers else 0, "causes": causes}


@permission_required("stars.own")
@require_safe
def my_stars(request: HttpRequest) -> HttpResponse:
    """Every line of my ledger, with what it is for; what was taken back says why."""
    mine = membership(request.user)
    rows = ledger(mine) if mine else StarEntry.objects.none()
    totals = StarTotal.objects.filter(member=mine).select_related("season").order_by("-season__starts_at")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "gamification/stars/my_stars.html", {"page": page, "totals": totals})


@permission_required("stars.top")
@require_safe
def stars_top(request: HttpRequest) -> HttpResponse:
    """Who has most stars of the season, of those who agreed to be listed."""
    season = open_season()
    lines = leaderboard(season.pk) if season else None
    mine = membership(request.user)
    context = {"season": season, "lines": lines, "mine": mine and mine.pk, "agreed": mine and mine.in_star_lists}
    return render(request, "gamification/stars/leaderboard.html", context)
