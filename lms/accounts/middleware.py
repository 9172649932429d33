"""The second factor of staff."""

from collections.abc import Callable
from functools import cache
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from cms.access.permissions import has_permission
from cms.access.session import SessionUser
from lms.accounts.roles import ENTER

EDITOR = "/admin/"


class StaffSecondFactorMiddleware:
    """Take all permissions from sessions that have not shown a second factor; redirect staff in the editor to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if settings.STAFF_SECOND_FACTOR:
            shown = cache(lambda: has_verified_second_factor(request, account))
            request.user = SessionUser(lambda: account, shown)  # type: ignore[assignment]
        if request.path.startswith(EDITOR) and account.is_authenticated:
            return self._at_the_door(request, account)
        return self.get_response(request)

    def _at_the_door(self, request: HttpRequest, account: Any) -> HttpResponse:
        # Wagtail would send a person without the right to sign in, from where they would be sent back at once.
        if not has_permission(account, ENTER):
            raise PermissionDenied
        step = missing_step(request, account) if settings.STAFF_SECOND_FACTOR else None
        if step is None:
            return self.get_response(request)
        back = QueryDict(mutable=True)
        back["next"] = request.get_full_path() if request.method == "GET" else EDITOR
        return redirect(f"{reverse(step)}?{back.urlencode(safe='/')}")


def has_verified_second_factor(request: HttpRequest, account: Any) -> bool:
    """Return whether this session has shown a code of the app, and the app is still set up; no query otherwise.

    A session begun before the app was set up (on another machine, say) has not shown it.
    """
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, account))
    return shown and bool(is_mfa_enabled(account))


def missing_step(request: HttpRequest, account: Any) -> str | None:
    """Return the URL name of the page still to be visited: setting up an app, or showing its code; None if neither."""
    if has_verified_second_factor(request, account):
        return None
    return "mfa_reauthenticate" if is_mfa_enabled(account) else "mfa_activate_totp"
