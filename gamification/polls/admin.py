"""Polls in the editor: made and changed until they open; from then on nobody touches them. No page shows ballots."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from gamification.members.admin import MENU
from gamification.polls import queries, services
from gamification.polls.admin_forms import PollForm
from gamification.polls.models import Poll

PER_PAGE = 50


@permission_required("polls.manage")
@require_safe
def poll_list(request: HttpRequest) -> HttpResponse:
    """All polls with their stage, as the site lists them."""
    now = timezone.now()
    page = Paginator(queries.list_polls(visible_to(request.user, Poll), None, now), PER_PAGE).get_page(
        request.GET.get("page")
    )
    shown = [(poll, poll.stage(now)) for poll in page.object_list]
    return render(request, "gamification/polls/admin_list.html", {"page": page, "shown": shown})


@permission_required("polls.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new_poll(request: HttpRequest) -> HttpResponse:
    """A poll on topics or on slots."""
    initial = {"language": translation.get_language(), "opens_at": timezone.now()}
    form = PollForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return _ask(request, form)
    services.create_poll(**form.facts, choices=form.choices or [], by=request.user)
    messages.success(request, gettext("The vote is made."))
    return redirect("club-admin-polls")


@permission_required("polls.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a poll that has not opened; one that has leads to its page."""
    poll = get_object_or_404(visible_to(request.user, Poll), pk=pk)
    if poll.stage(timezone.now()) != "coming":
        return _begun(request)
    form = PollForm(request.POST if request.method == "POST" else None, instance=poll)
    if not form.is_valid():
        return _ask(request, form, poll)
    try:
        services.update_poll(poll=poll, choices=form.choices, **form.facts)
    except services.PollStartedError:
        return _begun(request)
    messages.success(request, gettext("The vote is changed."))
    return redirect("club-admin-polls")


@permission_required("polls.manage")
@require_POST
def delete_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a poll that has not opened."""
    try:
        services.remove_poll(poll=get_object_or_404(visible_to(request.user, Poll), pk=pk))
    except services.PollStartedError:
        return _begun(request)
    messages.success(request, gettext("The vote is deleted."))
    return redirect("club-admin-polls")


def _begun(request: HttpRequest) -> HttpResponse:
    messages.error(request, gettext("This vote has opened: it cannot be changed or deleted any more."))
    return redirect("club-admin-polls")


def _ask(request: HttpRequest, form: PollForm, poll: Poll | None = None) -> HttpResponse:
    context = {"form": form, "poll": poll, "choices": poll.choices.all() if poll and not form.is_free else ()}
    return render(request, "gamification/polls/admin_form.html", context, status=422 if form.errors else 200)


class PollsItem(MenuItem):
    """Shown to who looks after the club."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can(request.user, "polls.manage")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Under the editor's own address."""
    return [
        path("club/votes/", poll_list, name="club-admin-polls"),
        path("club/votes/new/", new_poll, name="club-admin-poll-new"),
        path("club/votes/<int:pk>/", edit_poll, name="club-admin-poll-edit"),
        path("club/votes/<int:pk>/delete/", delete_poll, name="club-admin-poll-delete"),
    ]


@hooks.register(MENU)
def menu_item() -> MenuItem:
    """In the club's menu."""
    return PollsItem(_("Votes"), reverse("club-admin-polls"), icon_name="list-ul", order=320)
