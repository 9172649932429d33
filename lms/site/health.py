"""Is the process alive, and is everything that the site needs in order?

Both are answered before anything else of a request is looked at: whoever asks for an address of the machine, by no
name of the site, is answered too, and neither a session nor a cache stands in the way.
"""

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.jobs.models import QueuedModel
from courses.certificates import keys

TOO_LONG = timedelta(minutes=10)
TOO_OFTEN = 5  # tries in vain: a quarter of an hour of them
TOO_FULL = 200 * 2**20
Fact = dict[str, Any]


class HealthMiddleware:
    """The first of all. It answers two addresses and does nothing elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        return answer(request) if answer else self.get_response(request)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether all is in order, else 503; and what is not, to who shows the token of the operators."""
    found = facts()
    ready = is_healthy(found)
    shown = found if has_ready_token(request) else {}
    return JsonResponse({"ready": ready, **shown}, status=200 if ready else 503)


def has_ready_token(request: HttpRequest) -> bool:
    """Does the request carry READY_TOKEN? Where none is set nobody does."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(settings.READY_TOKEN) and constant_time_compare(shown, settings.READY_TOKEN)


def facts() -> dict[str, Fact]:
    """The database, the work that waits, the work that fails again and again, the cache, the disk, the signing key."""
    return {**_database_and_work(), "cache": _cache(), "disk": _disk(), "signing_key": _signing_key()}


def is_healthy(found: dict[str, Fact]) -> bool:
    """Nothing is wrong."""
    return all(fact["ok"] for fact in found.values())


def _database_and_work() -> dict[str, Fact]:
    try:
        oldest, failing = _untouched_since(), dict(_failing())
    except DatabaseError:
        return {"database": {"ok": False}}
    age = timezone.now() - oldest if oldest else timedelta()
    return {
        "database": {"ok": True},
        "work": {"ok": age < TOO_LONG, "oldest_waiting_seconds": round(age.total_seconds())},
        "failing_work": {"ok": not failing, "kinds": failing},
    }


def _waiting() -> Iterator[type[QueuedModel]]:
    return (model for model in apps.get_models() if issubclass(model, QueuedModel))


def _untouched_since() -> datetime | None:
    """Since when the oldest row waits that no worker has taken yet. One that keeps failing is no sign of a dead
    worker: it has been taken.
    """
    untouched = (
        model._default_manager.filter(finished_at=None, tries=0).order_by("pk").values_list("queued_at", flat=True)
        for model in _waiting()
    )
    return min((since for rows in untouched if (since := rows.first())), default=None)


def _failing() -> Iterator[tuple[str, int]]:
    """How many rows of each kind were tried in vain again and again. Why, the rows say: it may name people."""
    for model in _waiting():
        rows = model._default_manager.filter(finished_at=None, tries__gte=TOO_OFTEN).exclude(last_error="")
        if number := rows.aggregate(rows=Count("pk"))["rows"]:
            yield model._meta.label_lower, number


def _cache() -> Fact:
    """What was put into it comes out again."""
    sign = uuid.uuid4().hex
    cache.set("readyz", sign, timeout=60)
    return {"ok": cache.get("readyz") == sign}


def _disk() -> Fact:
    free = shutil.disk_usage(settings.VAR_DIR).free
    return {"ok": free > TOO_FULL, "free_mb": free // 2**20}


def _signing_key() -> Fact:
    try:
        keys.signing_key()
    except (keys.NoSigningKey, ValueError):
        return {"ok": False}
    return {"ok": True}
