"""What all pages of the register share."""

from typing import Any

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
