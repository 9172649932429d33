"""Views of the editor: rule, preview, publishing, invitations, letters of thanks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import visible_to
from cms.pdf.render import DoesNotFit
from gamification.conf import setting
from gamification.events.kinds import EVENT_KINDS
from gamification.speakers import queries, services
from gamification.speakers.admin_rows import list_entries, list_rows
from gamification.speakers.forms import SpeakerListForm, ThanksForm
from gamification.speakers.models import SpeakerEntry, SpeakerList
from gamification.speakers.pdf import thanks_of
from gamification.stars.models import Season

PER_PAGE = 50


@permission_required("speakers.manage")
@require_safe
def seasons(request: HttpRequest) -> HttpResponse:
    """Each season with the state of its list."""
    found = Season.objects.select_related("speaker_list__event").order_by("-starts_at")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "gamification/speakers/admin/seasons.html", {"page": page})


@permission_required("speakers.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def speaker_list(request: HttpRequest, code: str) -> HttpResponse:
    """A season's rule and conference; before publishing what would follow, afterwards who answered what."""
    season = get_object_or_404(Season.objects.select_related("speaker_list__event"), code=code)
    made = getattr(season, "speaker_list", None) or SpeakerList(season=season)
    with timezone.override(season.zone):
        form = SpeakerListForm(request.POST if request.method == "POST" else None, instance=made)
        if form.is_valid():
            return _save(request, season, form)
        if request.method == "POST":  # the form has put what was typed on the row
            made = SpeakerList.objects.filter(season=season).first() or SpeakerList(season=season)
        return _page(request, season, made, form)


def _save(request: HttpRequest, season: Season, form: SpeakerListForm) -> HttpResponse:
    try:
        services.save_list(season=season, by=request.user, **form.cleaned_data)
    except services.PublishedError:
        messages.error(request, _published_already())
    else:
        messages.success(request, _("Saved."))
    return redirect("club-admin-speaker-list", season.code)


def _page(request: HttpRequest, season: Season, made: SpeakerList, form: SpeakerListForm) -> HttpResponse:
    page = Paginator(list_entries(made, request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "season": season,
        "made": made,
        "form": form,
        "page": page,
        "rows": list_rows(made, list(page.object_list)),
        "states": queries.by_state(made) if made.published_at else {},
        "other_seats": made.event and not EVENT_KINDS[made.event.kind].suits(made.event.seats),
    }
    status = 422 if form.errors else 200
    return render(request, "gamification/speakers/admin/speaker_list.html", context, status=status)


@permission_required("speakers.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def publish_list(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once more, then publishes for good."""
    made = _list(request, code)
    if request.method != "POST":
        lines = services.compute(speaker_list=made, by=request.user)
        context = {"made": made, "season": made.season, "count": len(lines), "rule": queries.rule_of(made)}
        return render(request, "gamification/speakers/admin/publish.html", context)
    return _do(request, made, lambda: services.publish(speaker_list=made, by=request.user), _("The list is published."))


@permission_required("speakers.manage")
@require_POST
def invite_first(request: HttpRequest, code: str) -> HttpResponse:
    """Invite all who have a place."""
    made = _list(request, code)
    return _do(request, made, lambda: services.invite(speaker_list=made, by=request.user))


@permission_required("speakers.manage")
@require_POST
def invite_next(request: HttpRequest, code: str) -> HttpResponse:
    """Call the next in line to the places that are free."""
    made = _list(request, code)
    return _do(request, made, lambda: services.invite_next(speaker_list=made, by=request.user))


@permission_required("speakers.manage")
@require_POST
def release_speaker(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A speaker has said that she does not come."""
    made = _list(request, code)
    entry = get_object_or_404(visible_to(request.user, SpeakerEntry), pk=pk, speaker_list=made)
    free = _("The place is free; the next in line is called if there is one.")
    return _do(request, made, lambda: services.release(entry=entry, by=request.user), free)


def _do(request: HttpRequest, made: SpeakerList, change: Callable[[], Any], done: str = "") -> HttpResponse:
    """Make the change; say that it is done, whom it invited, or why it was refused."""
    try:
        found = change()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except services.PublishedError:
        messages.error(request, _published_already())
    except services.TooLateError:
        messages.error(request, _("She has no place (any more)."))
    else:
        messages.success(request, done or _invited(len(found)))
    return redirect("club-admin-speaker-list", made.season.code)


def _published_already() -> str:
    return _("The list is published: neither it nor its rule changes any more.")


def _invited(count: int) -> str:
    if not count:
        return _("Nobody was invited: no place is free, or nobody waits whose region has room.")
    return ngettext("%(count)s member was invited.", "%(count)s members were invited.", count) % {"count": count}


@permission_required("speakers.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """A letter of thanks for each speaker, one PDF at a time, in her language."""
    made = _list(request, code)
    signatories = "\n".join(", ".join(who) for who in setting("SIGNATORIES"))
    initial = {"signatories": signatories, "entry": request.GET.get("entry")}
    form = ThanksForm(request.POST if request.method == "POST" else None, initial=initial, speaker_list=made)
    if form.is_valid():
        try:
            return _letter(form.cleaned_data["entry"], form.cleaned_data["signatories"])
        except DoesNotFit:
            form.add_error("signatories", _("The letter does not fit on one page: write less."))
    context = {"made": made, "season": made.season, "form": form, "speakers": queries.speakers(made)}
    return render(request, "gamification/speakers/admin/thanks.html", context, status=422 if form.errors else 200)


def _letter(entry: SpeakerEntry, signatories: list[tuple[str, str]]) -> HttpResponse:
    pdf = thanks_of(entry, signatories)
    name = f"thanks-{entry.speaker_list.season.code}-{entry.place}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _list(request: HttpRequest, code: str) -> SpeakerList:
    return get_object_or_404(queries.lists_with_seasons(visible_to(request.user, SpeakerList)), season__code=code)
