"""No power without a second factor."""

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
    """Whoever has not shown a second factor in this session is an ordinary person on every page; the editor leads
    staff to the step that is missing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if settings.STAFF_SECOND_FACTOR:
            shown = cache(lambda: has_shown(request, account))
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


def has_shown(request: HttpRequest, account: Any) -> bool:
    """Was a code of the app shown in this session, and is the app still there? No query unless one was shown.

    A session begun before the app was set up (on another machine, say) has not shown it.
    """
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, account))
    return shown and bool(is_mfa_enabled(account))


def missing_step(request: HttpRequest, account: Any) -> str | None:
    """The page to be visited before any power is used: setting up an app, showing its code, or none."""
    if has_shown(request, account):
        return None
    return "mfa_reauthenticate" if is_mfa_enabled(account) else "mfa_activate_totp"
