"""Views that fail in the ways that the error pages answer, under addresses of their own."""

from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from cms.access.decorators import permission_required
from lms import urls
from lms.urls import handler400, handler429, handler500  # noqa: F401


@permission_required("site.error")
def lost(request):
    raise OperationalError("server closed the connection unexpectedly")


@permission_required("site.error")
def lost_below(request):
    try:
        lost(request)
    except OperationalError as error:
        raise RuntimeError("while saving") from error


@permission_required("site.error")
def broken(request):
    raise ZeroDivisionError


@permission_required("site.error")
@csrf_protect
def echo(request):
    return HttpResponse(f"took {request.POST.get('text', '')} {sorted(request.FILES)}")


@permission_required("accounts.profile")
def members(request):
    return HttpResponse(f"took {request.POST.get('text', '')}")


def unguarded(request):
    return HttpResponse("secret")


unguarded.__module__ = "lms.planted"


urlpatterns = [
    *(
        path(f"{language}/try/{view.__name__}/", view)
        for language in ("ky", "ru", "kk", "en")
        for view in (lost, lost_below, broken, echo, members, unguarded)
    ),
    *urls.urlpatterns,
]
