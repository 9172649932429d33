"""The club's first page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.cache.fragments import render_cached
from cms.cache.middleware import same_for_anonymous
from gamification.members.policies import is_member
from gamification.pages import content

FRESH_SECONDS = 60  # a meeting ends though nobody changes anything


@permission_required("club.see")
@require_safe
@same_for_anonymous
def club(request: HttpRequest) -> HttpResponse:
    """What the club is, what happens in it, and one way in."""
    language = get_language() or ""
    member = is_member(request.user)
    context = {
        "text": content.text(language),
        "member": member,
        "meetings": content.upcoming_events(),
        "practices": content.newest_practices(language),
        "votes": content.open_votes() if member else (),
        "conference": content.last_conference(),
    }
    response = render_cached(request, "gamification/pages/club.html", context)
    response.cache_seconds = FRESH_SECONDS  # type: ignore[attr-defined]
    return response
