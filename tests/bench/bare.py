"""The ceiling: a bare Django view with session and user and one query of its own, 3 in all. Settings and address."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms.settings.production import *

ROOT_URLCONF = "tests.bench.bare"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def view(request: HttpRequest) -> HttpResponse:
    """Session, user, one query."""
    people = get_user_model().objects.filter(pk__lte=request.user.pk).order_by("-pk").values_list("pk", flat=True)[:1]
    return HttpResponse(f"<p>{request.user.pk} {list(people)}</p>")


urlpatterns = [path("", view)]
