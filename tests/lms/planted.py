"""The demo's addresses with two faults: a view that nobody guards, and one that the table does not have."""

from django.http import HttpResponse
from django.urls import path

from cms.access.decorators import guarded
from tests.lms.demo import urls


def unguarded(request):
    return HttpResponse("open")


@guarded("accounts.profile")
def unlisted(request):
    return HttpResponse("mine")


unguarded.__module__ = unlisted.__module__ = "lms.planted"
urlpatterns = [path("planted/unguarded/", unguarded, name="unguarded"), path("planted/", unlisted, name="unlisted")]
urlpatterns += urls.urlpatterns
