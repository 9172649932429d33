"""Pages of #ЧоңОй: for everybody, and the invited member's own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from gamification.speakers import presenters, queries
from gamification.speakers.forms import AcceptForm
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing
from gamification.speakers.pdf import programme_of
from gamification.speakers.reasons import why
from gamification.speakers.services import TooLateError, answer

State = SpeakerEntry.State
PER_PAGE = 50


@permission_required("speakers.see")
@require_safe
def conferences(request: HttpRequest) -> HttpResponse:
    """All that are announced or have their speakers, newest first."""
    rows = queries.lists_with_seasons(visible_to(request.user, SpeakerList))
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "gamification/speakers/conferences.html", {"page": page})


@permission_required("speakers.see")
@require_safe
def conference(request: HttpRequest, code: str) -> HttpResponse:
    """One of them: day and place, speakers, prize, the list with its reasons, and how to recompute it."""
    found = _announced(request, code)
    context: dict[str, Any] = {
        "list": found,
        "season": found.season,
        "event": found.event,
        "rule": queries.rule_of(found),
        "is_member": can(request.user, "speakers.answer"),
    }
    if found.published_at:
        page = Paginator(queries.entries_with_members(found), PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "lines": presenters.list_rows(found, page.object_list),
            "speakers": presenters.speakers(found),
            "prize": presenters.prize(found) if found.prize else None,
        }
    return render(request, "gamification/speakers/conference.html", context)


@permission_required("speakers.see")
@require_safe
def snapshot(request: HttpRequest, code: str) -> HttpResponse:
    """What the list is computed from."""
    found = _published(request, code)
    return _file(queries.snapshot_file(found), f"snapshot-{found.season.code}.json")


@permission_required("speakers.see")
@require_safe
def list_file(request: HttpRequest, code: str) -> HttpResponse:
    """The list that follows from it."""
    found = _published(request, code)
    return _file(queries.list_file(found), f"list-{found.season.code}.json")


@permission_required("speakers.see")
@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """The programme on paper."""
    found = _published(request, code)
    name = f"programme-{found.season.code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(programme_of(found), content_type="application/pdf", headers=headers)


def _announced(request: HttpRequest, code: str) -> SpeakerList:
    rows = queries.lists_with_seasons(visible_to(request.user, SpeakerList))
    return get_object_or_404(rows, season__code=code)


def _published(request: HttpRequest, code: str) -> SpeakerList:
    """Also for who looks after the club: what is not published has no files."""
    found = _announced(request, code)
    if not found.published_at:
        raise Http404
    return found


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(content, content_type="application/json", headers=headers)


# The invited member's own page


@permission_required("speakers.answer")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def my_invitation(request: HttpRequest) -> HttpResponse:
    """My pseudonym and place in each season, and my invitation, if there is one."""
    standings = queries.own_standings(visible_to(request.user, Standing))
    entry = _to_answer(standings)
    if request.method == "POST":
        if entry is None:
            raise Http404
        return _answer(request, standings, entry)
    return _my_page(request, standings, entry, _form(entry))


def _to_answer(standings: list[Standing]) -> SpeakerEntry | None:
    """The open invitation, or else the newest that there was."""
    entries = [standing.speaker_entry for standing in standings if hasattr(standing, "speaker_entry")]
    called = [entry for entry in entries if entry.invited_at]
    return next((entry for entry in called if entry.state == State.INVITED), called[0] if called else None)


def _form(entry: SpeakerEntry | None, data: Any = None) -> AcceptForm | None:
    if entry is None or entry.state not in queries.SPEAKING:
        return None
    return AcceptForm(data, member=entry.standing.member, entry=entry)


def _answer(request: HttpRequest, standings: list[Standing], entry: SpeakerEntry) -> HttpResponse:
    accept = request.POST.get("word") != "decline"
    form = _form(entry, request.POST)
    if form is None:
        return _too_late(request, standings, entry)
    if accept and not form.is_valid():
        return _my_page(request, standings, entry, form, status=422)
    try:
        answer(entry=entry, accept=accept, **(form.cleaned_data if accept else {}))
    except TooLateError:
        entry.refresh_from_db()
        return _too_late(request, standings, entry)
    thanks = _("Thank you! We look forward to your talk.")
    messages.success(request, thanks if accept else _("Thank you for telling us. The place goes to the next in line."))
    return redirect("my-invitation")


def _too_late(request: HttpRequest, standings: list[Standing], entry: SpeakerEntry) -> HttpResponse:
    return _my_page(request, standings, entry, None, status=409, too_late=True)


def _my_page(
    request: HttpRequest, standings: list[Standing], entry: SpeakerEntry | None, form: AcceptForm | None, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    context = {"entry": entry, "form": form, "seasons": [_of_season(standing) for standing in standings], **more}
    return render(request, "gamification/speakers/my_invitation.html", context, status=status)


def _of_season(standing: Standing) -> dict[str, Any]:
    """What she reads of one season: her pseudonym, and her place once the list is published."""
    entry = getattr(standing, "speaker_entry", None)
    found = {"standing": standing, "season": standing.season, "entry": entry}
    made = getattr(standing.season, "speaker_list", None)
    if entry and made:
        rule, ties = queries.rule_of(made), queries.ties(standing.season, [standing.stars])
        found["why"] = why(entry.reason, standing, rule, ties)
    elif made and made.published_at:
        found |= {"too_few": made.least_stars}
    return found
