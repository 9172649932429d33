"""The editor's door: staff only, and they show a second factor first."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from lms.accounts.policies import is_staff

EDITOR = "/admin/"


class StaffSecondFactorMiddleware:
    """Let into the editor only staff who have shown a second factor in this session. Elsewhere it does nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(EDITOR) and request.user.is_authenticated:
            return self._at_the_door(request)
        return self.get_response(request)

    def _at_the_door(self, request: HttpRequest) -> HttpResponse:
        # Wagtail would send a person without the right to sign in, from where she would be sent back at once.
        if not is_staff(request.user):
            raise PermissionDenied
        step = missing_step(request) if settings.STAFF_SECOND_FACTOR else None
        if step is None:
            return self.get_response(request)
        back = QueryDict(mutable=True)
        back["next"] = request.get_full_path() if request.method == "GET" else EDITOR
        return redirect(f"{reverse(step)}?{back.urlencode(safe='/')}")


def missing_step(request: HttpRequest) -> str | None:
    """The page to be visited before the editor: setting up an app, showing its code, or none.

    A session begun before the app was set up (on another machine, say) has not shown it.
    """
    if not is_mfa_enabled(request.user):
        return "mfa_activate_totp"
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
    return None if shown else "mfa_reauthenticate"
