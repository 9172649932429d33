"""A vote on published practices."""

from datetime import UTC, datetime, time, timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from gamification.polls.services import create_poll
from gamification.practices.admin.forms import VoteForm
from gamification.practices.admin.pages import show
from gamification.practices.models import Practice
from gamification.practices.queries import published

MOST = 200
DAYS = 10


@permission_required("practices.vote")
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """Choose practices (of a day and later, when the address says so), write the question, set the times."""
    since = _since(request.GET.get("since", ""))
    rows = _offered(since)
    now = timezone.now()
    initial = {"language": get_language(), "opens_at": now, "closes_at": now + timedelta(days=DAYS)}
    form = VoteForm(request.POST if request.method == "POST" else None, initial=initial, practices=rows)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "vote", _("A vote on practices"), status=status, form=form, since=since, any=rows.exists())
    facts = ("kind", "title", "explanation", "language", "opens_at", "closes_at")
    poll = create_poll(**{name: form.cleaned_data[name] for name in facts}, choices=form.choices, by=request.user)
    messages.success(request, _("The vote is made: it opens and closes by itself."))
    return redirect("poll", poll.pk)


def _since(text: str) -> datetime | None:
    """The beginning of the day that was asked for; None when it is no day, or one that no clock of the world has."""
    try:
        day = parse_date(text)
        return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC) if day else None
    except (ValueError, OverflowError):
        return None


def _offered(since: datetime | None) -> QuerySet[Practice]:
    """The newest, of members who are in the club; not more than one page can show."""
    rows = published().filter(author__left_at=None).select_related("author")
    if since:
        rows = rows.filter(published_at__gte=since)
    newest = list(rows.values_list("pk", flat=True)[:MOST])
    return rows.filter(pk__in=newest)
