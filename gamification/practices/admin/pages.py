"""What all pages of this room in the editor share."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

PER_PAGE = 50


def show(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page with the way to it."""
    way = [(reverse("wagtailadmin_home"), _("Home")), (reverse("club-admin-practices"), _("Best practices"))]
    items = [{"url": url, "label": label} for url, label in way if label != title]
    context |= {"breadcrumbs_items": [*items, {"url": "", "label": title}], "header_title": title}
    return render(request, f"gamification/practices/admin/{name}.html", context, status=status)


def page_of(request: HttpRequest, rows: "QuerySet[Any]") -> Page:
    """The page of rows that the address names; the nearest there is for a page that is not."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
