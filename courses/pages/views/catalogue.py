"""The catalogue."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.access.decorators import permission_required
from cms.cache.middleware import same_for_anonymous
from courses.pages.catalogue import Filters, find

PER_PAGE = 20


@permission_required("learning.find")
@require_safe
@same_for_anonymous
def catalogue(request: HttpRequest) -> HttpResponse:
    """All published courses that the reader may see, or those of them that fit what was asked."""
    form = Filters(request.GET or None)
    asked = form.asked() if form.is_bound else {}
    page = Paginator(find(get_language() or "", asked, request.user), PER_PAGE).get_page(request.GET.get("page"))
    response = render(request, "courses/pages/catalogue.html", {"form": form, "asked": asked, "page": page})
    response.personal = "q" in asked  # type: ignore[attr-defined]  # endless many searches would push out the rest
    return response
