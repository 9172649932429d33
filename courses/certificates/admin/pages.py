"""What all pages of the register share."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROPOSED = gettext_lazy("Proposed. Nothing changes until another administrator confirms.")
Crumb = tuple[str, str]


def show(
    request: HttpRequest, name: str, title: str, *crumbs: Crumb, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the register. `crumbs` are the pages between the register and this one: (address, label)."""
    way = [(reverse("wagtailadmin_home"), _("Home")), (reverse("register"), _("Register of certificates")), *crumbs]
    items = [{"url": url, "label": label} for url, label in way if label != title]
    context |= {"breadcrumbs_items": [*items, {"url": "", "label": title}], "header_title": title}
    return render(request, f"courses/certificates/admin/{name}.html", context, status=status)


def page_of(request: HttpRequest, rows: "QuerySet[Any] | list[Any]", size: int) -> Page:
    """The page of rows that the address names; the nearest there is for a page that is not."""
    return Paginator(rows, size).get_page(request.GET.get("p"))
