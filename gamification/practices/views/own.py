"""A member's own reports."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from cms.input.ids import parse_id
from gamification.members.models import Member
from gamification.members.policies import membership
from gamification.mentors.models import GivenTask
from gamification.practices.forms import PracticeForm
from gamification.practices.models import Practice
from gamification.practices.queries import practices_of
from gamification.practices.services import (
    IncompleteError,
    NotOpenError,
    SaveResult,
    discard,
    save_draft,
    send,
    withdraw,
)

PER_PAGE = 20
State = Practice.State


@permission_required("practices.own")
@require_safe
def my_practices(request: HttpRequest) -> HttpResponse:
    """All her reports, with their state and what was said of them."""
    rows = Practice.objects.filter(author__person=request.user.pk).order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "member": membership(request.user)}
    return render(request, "gamification/practices/mine.html", context)


@permission_required("practices.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a report, of a task of hers when the address names one."""
    me = _member(request)
    given = _task(request, me)
    begun = practices_of(me).filter(given=given).exclude(state=State.WITHDRAWN).first() if given else None
    if begun and request.method != "POST":
        return redirect("practice-edit", begun.pk)
    title = given.task.title[:160] if given else ""
    language = given.task.language if given else ""
    return _write(request, me, Practice(author=me, given=given, title=title, region=me.region, language=language))


@permission_required("practices.write")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a report, mend it, or change what is published."""
    me = _member(request)
    return _write(request, me, get_object_or_404(practices_of(me), pk=pk))


@permission_required("practices.own")
@require_POST
def withdraw_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report back, at any time, also after leaving the club."""
    found = get_object_or_404(Practice, pk=pk, author__person=request.user.pk)
    try:
        withdraw(practice=found, by=request.user)
        messages.success(request, _("Withdrawn. Nobody else sees it any more."))
    except NotOpenError:
        messages.error(request, _("This report was never sent: nobody else sees it."))
    return redirect("my-practices")


@permission_required("practices.own")
@require_POST
def discard_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a draft that was never sent."""
    found = get_object_or_404(Practice, pk=pk, author__person=request.user.pk)
    try:
        discard(practice=found, by=request.user)
        messages.success(request, _("The draft is deleted."))
    except NotOpenError:
        messages.error(request, _("This report was sent before: it can be withdrawn, not deleted."))
    return redirect("my-practices")


def _member(request: HttpRequest) -> Member:
    me = membership(request.user)
    if me is None:
        raise Http404
    return me


def _task(request: HttpRequest, me: Member) -> GivenTask | None:
    """The task of hers that the address names."""
    asked = request.GET.get("task")
    if not asked:
        return None
    return get_object_or_404(GivenTask.objects.select_related("task"), pk=parse_id(asked), member=me)


def _write(request: HttpRequest, me: Member, practice: Practice) -> HttpResponse:
    """Show the form; keep whatever came with it, and send it when that was asked and nothing is missing."""
    if request.method != "POST":
        return _show(request, PracticeForm(practice=practice))
    form = PracticeForm(request.POST, request.FILES, practice=practice)
    right = form.is_valid()
    try:
        kept = _keep(me, form)
        _say_what_was_not_kept(form, kept)
        if right and not form.errors and "send" in request.POST:
            send(practice=kept.practice, consent=form.cleaned_data["consent"])
    except NotOpenError:
        form.practice = practice if practice.pk is None else practices_of(me).get(pk=practice.pk)
        form.add_error(None, _("It was sent or published meanwhile. This text is not kept: copy it if you need it."))
    except IncompleteError as refusal:
        form.add_missing(refusal.fields)
    if form.errors:
        return _show(request, form)
    if "send" in request.POST:
        messages.success(request, _("Sent. A person of the club reads it before it is published."))
        return redirect("my-practices")
    messages.success(request, _("The draft is kept."))
    return redirect("practice-edit", kept.practice.pk)


def _keep(me: Member, form: PracticeForm) -> SaveResult:
    practice = form.practice
    kept = save_draft(
        author=me,
        practice=practice if practice.pk else None,
        given=practice.given,
        edit=form.edit,
        words=form.words,
        topics=form.chosen_topics,
        alts=form.alts,
        uploads=form.uploads,
        remove=form.removed,
    )
    form.practice = kept.practice
    return kept


def _say_what_was_not_kept(form: PracticeForm, kept: SaveResult) -> None:
    if not kept.written:
        form.add_error(None, _("The draft was changed in another window. Compare, then keep it again."))
    if kept.left_out:
        form.add_error("attach", _("At most 6 photographs. The last ones were not kept."))


def _show(request: HttpRequest, form: PracticeForm) -> HttpResponse:
    practice = form.practice
    context: dict[str, Any] = {
        "form": form,
        "practice": practice,
        "member": practice.author,
        "action": request.get_full_path() if practice.pk is None else None,
        "open": practice.state != State.SENT,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "gamification/practices/edit.html", context, status=status)
