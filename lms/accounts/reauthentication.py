"""A code to the mailbox, before a change by which an account could be taken over from an open session.

allauth asks again for the password or for the second factor. An account without either shows that it has the mailbox.
"""

import hmac
import time
from collections.abc import Callable
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, suspend_request
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

KEY = "mailbox_code"
TRIES, LETTERS, SECONDS = 3, 5, 15 * 60  # a session may ask for so many letters in this time
CHANGED = {"account_email"}  # its form is shown to anybody who is signed in; a change asks
ASKED = CHANGED | {
    "account_set_password",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


class ReauthenticationMiddleware:
    """Lead a person without password and second factor to the code before the views named in ASKED."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Keep what was posted; it is done once the code was typed."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if name not in ASKED or (name in CHANGED and request.method != "POST") or not _is_needed(request):
            return None
        if not _alive(request):
            send_code(request)
        return suspend_request(request, reverse("confirm-mailbox"))


def _is_needed(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or get_reauthentication_flows(request.user):
        return False
    ages = (time.time() - record["at"] for record in get_authentication_records(request, request.user))
    return not any(0 <= age < app_settings.REAUTHENTICATION_TIMEOUT for age in ages)


def send_code(request: HttpRequest) -> bool:
    """Send a new code to the address of the account; False when this session has asked for too many."""
    now, before = time.time(), request.session.get(KEY, {})
    sent = [at for at in before.get("sent", []) if 0 <= now - at < SECONDS]
    if len(sent) >= LETTERS:
        return False
    code = get_adapter().generate_login_code()
    request.session[KEY] = {"code": code, "at": now, "tries": 0, "sent": [*sent, now]}
    get_adapter().send_mail("accounts/email/confirm_mailbox", request.user.email, {"code": code})  # type: ignore[union-attr]
    return True


def is_right(request: HttpRequest, typed: str) -> bool:
    """Compare what was typed with the code, three times at most; a right one counts as signing in anew, once."""
    state = _alive(request)
    if not state:
        return False
    if not hmac.compare_digest("".join(typed.split()).encode(), state["code"].encode()):
        request.session[KEY] = {**state, "tries": state["tries"] + 1}
        return False
    request.session[KEY] = {**state, "code": ""}
    record_authentication(request, request.user, method="code", reauthenticated=True)
    return True


def _alive(request: HttpRequest) -> dict[str, Any] | None:
    """The code that was sent, while it can still be typed."""
    state: dict[str, Any] = request.session.get(KEY) or {}
    fresh = state.get("code") and 0 <= time.time() - state["at"] < SECONDS
    return state if fresh and state["tries"] < TRIES else None
