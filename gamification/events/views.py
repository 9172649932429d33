"""The pages of events, and the calendars made of them."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from gamification.events import calendar, hosting, queries, services
from gamification.events.forms import Filters, QuestionForm
from gamification.events.models import Event, Question
from gamification.events.presenters import event_details
from gamification.members.models import Member
from gamification.members.policies import membership

PER_PAGE = 20
IN_CALENDAR = 200


@permission_required("events.see")
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What comes, or what was (?past=1), by kind and topic."""
    past, form = "past" in request.GET, Filters(request.GET)
    asked = form.asked()
    rows = (queries.past() if past else queries.upcoming()).filter(**asked)
    page = Paginator(queries.with_counts(rows), PER_PAGE).get_page(request.GET.get("page"))
    member = membership(request.user)
    context = {
        "page": page,
        "form": form,
        "asked": asked,
        "past": past,
        "member": member,
        "registrations": queries.registrations_for(page.object_list, member),
        "token": calendar.calendar_token(member) if member else "",
    }
    return render(request, "gamification/events/events.html", context)


@permission_required("events.see")
@require_safe
def event_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An event, with what the reader may know of it."""
    return _show(request, pk)


def _show(request: HttpRequest, pk: int, form: QuestionForm | None = None) -> HttpResponse:
    event = get_object_or_404(queries.with_counts(queries.with_topics()), pk=pk)
    view = event_details(event, membership(request.user))
    asked = queries.questions(event) if view.member else Question.objects.none()
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    context = {"event": event, "view": view, "page": page, "form": form or QuestionForm()}
    return render(request, "gamification/events/event.html", context, status=422 if form else 200)


Change = Callable[[HttpRequest, Event, Member], None]


def _change(request: HttpRequest, pk: int, change: Change, refused: str) -> HttpResponse:
    """Do it and come back to the page; who is no member is led to join, who comes too late is told."""
    event = get_object_or_404(Event, pk=pk)
    if (member := membership(request.user)) is None:
        return redirect("club-join")
    if request.method == "POST":
        try:
            change(request, event, member)
        except services.NotOpenError:
            messages.error(request, refused)
    return redirect("event", pk)


@permission_required("events.take_part")
@require_http_methods(["GET", "HEAD", "POST"])
def event_sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A seat, or a place in the waiting list."""
    return _change(request, pk, _sign_up, _("You cannot sign up any more: the event has begun or was cancelled."))


def _sign_up(request: HttpRequest, event: Event, member: Member) -> None:
    registration = services.sign_up(event=event, member=member)
    if registration.number:
        messages.success(request, _("You have a seat. We look forward to you."))
    else:
        messages.info(request, _("All seats are taken; you are in the waiting list. We write as soon as one is free."))


@permission_required("events.take_part")
@require_http_methods(["GET", "HEAD", "POST"])
def event_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up the seat or the place in the waiting list."""
    return _change(request, pk, _leave, _("The event has begun, so your seat stays yours."))


def _leave(request: HttpRequest, event: Event, member: Member) -> None:
    services.cancel_registration(event=event, member=member)
    messages.success(request, _("You have left. The seat goes to who waits first."))


@permission_required("events.take_part")
@require_http_methods(["GET", "HEAD", "POST"])
def event_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before the event; a question that cannot be taken is shown again with the reason."""
    form = QuestionForm(request.POST) if request.method == "POST" else None
    if form is None or membership(request.user) is None:
        return _change(request, pk, lambda *_args: None, "")
    event = get_object_or_404(Event, pk=pk)
    if form.is_valid() and _ask(event, membership(request.user), form):
        messages.success(request, _("Your question is there. It is answered first."))
        return redirect("event", pk)
    return _show(request, pk, form)


def _ask(event: Event, member: Any, form: QuestionForm) -> bool:
    try:
        hosting.ask_question(event=event, member=member, text=form.cleaned_data["text"])
    except services.NotOpenError:
        form.add_error("text", _("Questions are taken until the event begins. You can ask on the spot now."))
    except hosting.TooManyQuestionsError:
        form.add_error("text", _("You have asked five questions already. Please ask the others on the spot."))
    return form.is_valid()


@permission_required("events.see")
@require_safe
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One event for one's calendar; with the link for who has a seat."""
    event = get_object_or_404(Event, pk=pk)
    member = membership(request.user)
    entry = calendar.Entry(
        event, member is not None, queries.may_see_link(event, queries.registration_of(event, member))
    )
    response = _ics(calendar.render_calendar([entry], event.title))
    response["Content-Disposition"] = f'attachment; filename="event-{pk}.ics"'
    return response


@permission_required("events.see")
@never_cache
@require_safe
def events_calendar(request: HttpRequest) -> HttpResponse:
    """The coming events: all, as a visitor may know them; or, with the token of a member, those where she has a seat.

    A phone asks without a session, so the token alone says who reads.
    """
    if "t" not in request.GET:
        return _ics(
            calendar.render_calendar(map(calendar.Entry, queries.upcoming()[:IN_CALENDAR]), _("Events of the club"))
        )
    member = calendar.member_for_token(request.GET["t"])
    if member is None:
        raise Http404
    seats = queries.upcoming_registrations(member).exclude(number=None)
    registrations = (
        calendar.Entry(registration.event, True, queries.may_see_link(registration.event, registration))
        for registration in seats
    )
    return _ics(calendar.render_calendar(registrations, _("My events in the club")))


@permission_required("members.belong")
@require_POST
def calendar_renew(request: HttpRequest) -> HttpResponse:
    """Make a new address for one's own calendar and end the old one."""
    services.renew_calendar(member=cast(Member, membership(request.user)))
    messages.success(request, _("Your calendar has a new address; the old one shows nothing any more."))
    return redirect("events")


def _ics(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=calendar.CONTENT_TYPE)
