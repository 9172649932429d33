"""Is the process alive, and can it serve?"""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from cms.access.decorators import guarded


@guarded("shell.health")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@guarded("shell.health")
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})
