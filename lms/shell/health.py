"""Is the process alive, and can it serve?"""

import shutil
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.access.decorators import guarded
from cms.work.models import Waiting

TOO_LONG = timedelta(minutes=10)
TOO_FULL = 200 * 2**20


@guarded("shell.health")
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@guarded("shell.health")
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, the worker takes what waits, and there is room on the disk; else 503."""
    facts = {**_database_and_work(), **_disk()}
    ready = all(fact["ok"] for fact in facts.values())
    return JsonResponse({"ready": ready, **facts}, status=200 if ready else 503)


def _database_and_work() -> dict[str, dict[str, Any]]:
    try:
        oldest = _untouched_since()
    except DatabaseError:
        return {"database": {"ok": False}}
    age = timezone.now() - oldest if oldest else timedelta()
    return {
        "database": {"ok": True},
        "work": {"ok": age < TOO_LONG, "oldest_waiting_seconds": round(age.total_seconds())},
    }


def _untouched_since() -> datetime | None:
    """Since when the oldest row waits that no worker has taken yet. One that keeps failing is no sign of a dead
    worker: it has been taken.
    """
    waiting = (model for model in apps.get_models() if issubclass(model, Waiting))
    untouched = (
        model._default_manager.filter(finished_at=None, tries=0)
        .order_by("pk")
        .values_list("waiting_since_at", flat=True)
        for model in waiting
    )
    return min((since for rows in untouched if (since := rows.first())), default=None)


def _disk() -> dict[str, dict[str, Any]]:
    free = shutil.disk_usage(settings.VAR_DIR).free
    return {"disk": {"ok": free > TOO_FULL, "free_mb": free // 2**20}}
