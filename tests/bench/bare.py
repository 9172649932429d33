"""The ceiling: a bare Django view with session and user and one query of its own, 3 in all; nothing else is on.

A WSGI application and its addresses. The settings are the site's; what is taken away is taken away after the start,
because some apps insist on their middleware while they start.
"""

import django
from django.conf import settings

django.setup()
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


def view(request: HttpRequest) -> HttpResponse:
    """Session, user, one query."""
    people = get_user_model().objects.filter(pk__lte=request.user.pk).order_by("-pk").values_list("pk", flat=True)[:1]
    return HttpResponse(f"<p>{request.user.pk} {list(people)}</p>")


urlpatterns = [path("", view)]
application = WSGIHandler()
