"""Staff need a second factor before they do anything else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class StaffSecondFactorMiddleware:
    """Send staff without a second factor to set one up; other addresses than the editor stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        in_the_editor = settings.STAFF_SECOND_FACTOR and request.path.startswith("/admin/")
        if in_the_editor and request.user.is_authenticated and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
