"""The demo's addresses with faults: views that nobody guards, that the table lacks, that trust what comes in."""

from contextlib import suppress
from pathlib import Path

from django.http import HttpResponse
from django.urls import path

from cms.access.decorators import permission_required
from tests.lms.demo import urls


def unguarded(request):
    return HttpResponse("open")


@permission_required("accounts.profile")
def unlisted(request):
    return HttpResponse("mine")


@permission_required("site.error")
def trusting(request):
    """Takes any parameter for a number."""
    return HttpResponse(sum(int(value) for value in request.GET.values()))


@permission_required("site.error")
def opening(request):
    """Takes any parameter for the name of a file."""
    for value in request.GET.values():
        with suppress(OSError):
            Path("/no-such-folder", value).read_text()
    return HttpResponse()


for view in (trusting, opening):
    view.__module__ = "lms.planted"
unguarded.__module__ = unlisted.__module__ = "lms.planted"
urlpatterns = [path("planted/unguarded/", unguarded, name="unguarded"), path("planted/", unlisted, name="unlisted")]
urlpatterns += [path(f"planted/{view.__name__}/", view, name=view.__name__) for view in (trusting, opening)]
urlpatterns += urls.urlpatterns
