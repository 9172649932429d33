"""Error pages that say what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cms.access.decorators import guarded


def database_lost(request: HttpRequest) -> HttpResponse:
    """503 in the reader's language, without touching the database."""
    page = render_to_string("503.html", {"path": request.path})
    return HttpResponse(page, status=503, headers={"Retry-After": "30"})


@guarded("shell.error")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has run out: says how to send it again without losing what was typed."""
    return render(request, "403_csrf.html", status=403)
