"""Where allauth's ways meet ours: languages, addresses and limits."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import override

from lms.accounts import limits


class LimitsAdapter(DefaultAccountAdapter):
    """Counts wrong passwords and never right ones, in the database."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before a password is hashed."""
        if not limits.may_guess(request, limits.PASSWORD, _account(credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, for an address without an account too."""
        limits.count_wrong_guess(request, limits.PASSWORD, _account(credentials))


def _account(credentials: dict[str, Any]) -> str:
    return credentials.get("email") or ""


class LanguageAdapter(LimitsAdapter):
    """Redirect people to the pages in their own language."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The dashboard in the language of the person."""
        with override(request.user.language):  # type: ignore[union-attr]
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    get_signup_redirect_url = get_login_redirect_url
