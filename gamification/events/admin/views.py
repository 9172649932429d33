"""What hosts do with one event: mark who was there and what was answered, and cancel."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access.decorators import permission_required
from cms.input.ids import parse_ids
from gamification.events import hosting, queries, services
from gamification.events.models import Event

METHODS = ["GET", "HEAD", "POST"]


def _show(request: HttpRequest, name: str, event: Event, title: str, **context: Any) -> HttpResponse:
    way = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("club-admin-events:index"), "label": _("Events")},
        {"url": reverse("club-admin-events:edit", args=[event.pk]), "label": event.title},
        {"url": "", "label": title},
    ]
    context |= {"breadcrumbs_items": way, "header_title": title, "event": event}
    return render(request, f"gamification/events/admin/{name}.html", context)


def _ticked(request: HttpRequest) -> list[int]:
    return parse_ids(request.POST.getlist("ticked"))


@permission_required("events.manage")
@require_http_methods(METHODS)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """A tick for everybody who was there."""
    event = get_object_or_404(Event, pk=pk)
    if request.method == "POST":
        _mark(request, event)
        return redirect("club-admin-attendance", pk)
    context = {
        "seated": queries.seated_registrations(event),
        "waiting": event.registrations.filter(number=None).select_related("member").order_by("asked_at", "pk"),
        "can_mark": not event.cancelled_at and event.starts_at <= timezone.now(),
    }
    return _show(request, "attendance", event, _("Attendance"), **context)


def _mark(request: HttpRequest, event: Event) -> None:
    try:
        services.mark_attendance(event=event, attended=_ticked(request), by=request.user)
    except services.NotOpenError:
        messages.error(request, _("Attendance is marked once the event has begun."))
    except services.TaskGivenError as refusal:
        names = ", ".join(registration.member.name for registration in refusal.registrations)
        messages.error(request, _("Nothing was changed, because these have got their task already: %s.") % names)
    else:
        messages.success(request, _("The attendance is stored."))


@permission_required("events.manage")
@require_http_methods(METHODS)
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What the members asked; a tick for each that was answered."""
    event = get_object_or_404(Event, pk=pk)
    if request.method == "POST":
        hosting.mark_answered(event=event, answered=_ticked(request))
        messages.success(request, _("It is stored which questions were answered."))
        return redirect("club-admin-questions", pk)
    return _show(request, "questions", event, _("Questions"), questions=queries.questions(event))


@permission_required("events.manage")
@require_http_methods(METHODS)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an event off, after asking once more."""
    event = get_object_or_404(Event, pk=pk)
    if request.method != "POST":
        return _show(request, "cancel", event, _("Cancel the event"), people=event.registrations.count())
    try:
        hosting.cancel_event(event=event)
        messages.success(request, _("The event is cancelled. Everybody who had signed up is told."))
    except services.NotOpenError:
        messages.error(request, _("The event has begun, so it cannot be cancelled any more."))
    return redirect("club-admin-events:edit", pk)
