"""What all pages about people share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.access.policy import can, visible_to
from lms.accounts.models import User

Crumb = tuple[str, str]


def at(name: str, *parts: Any) -> str:
    """The address of a page about people."""
    return reverse(f"wagtailusers_users:{name}", args=parts)


def show(
    request: HttpRequest, name: str, title: str, *crumbs: Crumb, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about people. `crumbs` are the pages between the list and this one: (address, label)."""
    way = [(reverse("wagtailadmin_home"), _("Home")), (at("index"), _("People")), *crumbs]
    items = [{"url": url, "label": label} for url, label in way if label != title]
    context |= {"breadcrumbs_items": [*items, {"url": "", "label": title}], "header_title": title}
    return render(request, f"accounts/admin/{name}.html", context, status=status)


def person_or_404(request: HttpRequest, pk: int) -> User:
    """Whom the address names."""
    return get_object_or_404(visible_to(request.user, User), pk=pk)


def refuse_unless(request: HttpRequest, action: str, person: User) -> None:
    """403 for who may not do this to this person."""
    if not can(request.user, action, person):
        raise PermissionDenied
