"""Join, leave, describe oneself; the directory."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access.decorators import permission_required
from gamification.members.forms import DirectoryForm, MemberForm
from gamification.members.models import Member
from gamification.members.policies import membership
from gamification.members.queries import directory, member_card, with_topics
from gamification.members.services import join, leave, update_profile

PER_PAGE = 30


@permission_required("members.join")
@require_http_methods(["GET", "HEAD", "POST"])
def join_club(request: HttpRequest) -> HttpResponse:
    """One form. Who is a member already goes to her page; who had left finds what she wrote then."""
    if membership(request.user):
        return redirect("club-me")
    former = Member.objects.filter(person=request.user.pk).first()
    form = MemberForm(request.POST or None, instance=former, initial=None if former else _known(request.user))
    if not form.is_valid():
        return _show(request, "join", form)
    join(person=request.user, **form.cleaned_data)
    messages.success(request, gettext("Welcome to the club!"))
    return redirect("club-me")


@permission_required("members.belong")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Change what I said of myself, and what of it others see."""
    member = Member.objects.get(person=request.user.pk)
    form = MemberForm(request.POST or None, instance=member)
    if not form.is_valid():
        return _show(request, "edit", form)
    update_profile(member=member, **form.cleaned_data)
    messages.success(request, gettext("Your answers are saved."))
    return redirect("club-me")


@permission_required("members.belong")
@require_POST
def leave_club(request: HttpRequest) -> HttpResponse:
    """Leave, freely and at once."""
    leave(member=Member.objects.get(person=request.user.pk))
    messages.success(request, gettext("You have left the club. Your stars are kept: come back whenever you like."))
    return redirect("club-join")


@permission_required("members.read")
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Who is there, by beginnings of words, region, topic and role."""
    form = DirectoryForm(request.GET)
    asked = form.asked()
    page = Paginator(with_topics(directory(**asked)), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "asked": asked, "page": page, "cards": [member_card(member) for member in page]}
    return render(request, "gamification/members/members.html", context)


def _known(user: Any) -> dict[str, Any]:
    """What the account tells already."""
    return {"name": getattr(user, "get_full_name", user.get_username)(), "region": getattr(user, "region", "")}


def _show(request: HttpRequest, name: str, form: MemberForm) -> HttpResponse:
    return render(request, f"gamification/members/{name}.html", {"form": form}, status=422 if form.is_bound else 200)
