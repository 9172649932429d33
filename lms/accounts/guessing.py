"""allauth's forms that compare a secret, with our limits of wrong guesses around them."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from cms.access.throttle import is_first_use
from lms.accounts import limits

CODE_SECONDS = 120  # longer than the code of an app holds, with a clock that is half a minute slow


def guessed(secret: str, account: str, compare: Callable[[], str]) -> str:
    """The answer of allauth's comparison, unless too many guesses were wrong. A wrong one is counted."""
    if not limits.may_guess(context.request, secret, account):
        raise get_adapter().validation_error("too_many_login_attempts")
    try:
        return compare()
    except ValidationError:
        limits.guessed_wrong(context.request, secret, account)
        raise


class ChangePasswordForm(AllauthChangePasswordForm):
    """Asks for the present password."""

    def clean_oldpassword(self) -> str:
        """As allauth, within the limits of guesses."""
        return guessed(limits.PASSWORD, self.user.email, super().clean_oldpassword)


class _CodeForm(mfa.BaseAuthenticateForm):
    """Asks for a code of the second factor. Each code of an app is taken once, whatever the cache remembers."""

    user: Any

    def clean_code(self) -> str:
        return guessed(limits.CODE, self.user.email, self._unused_code)

    def _unused_code(self) -> str:
        code = super().clean_code()
        used_up = self.authenticator.type == Authenticator.Type.TOTP and not is_first_use(
            f"code {self.user.pk} {''.join(code.split())}", seconds=CODE_SECONDS
        )
        if used_up:
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_CodeForm, mfa.AuthenticateForm):
    """At the sign-in."""


class ReauthenticateForm(_CodeForm, mfa.ReauthenticateForm):
    """Within a session."""
