"""Forms of allauth that compare a secret, with rate limits of wrong guesses."""

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


def check_guess(secret: str, account: str, compare: Callable[[], str]) -> str:
    """Return what `compare` returns; count a wrong guess, and raise ValidationError after too many."""
    if not limits.may_guess(context.request, secret, account):
        raise get_adapter().validation_error("too_many_login_attempts")
    try:
        return compare()
    except ValidationError:
        limits.count_wrong_guess(context.request, secret, account)
        raise


class ChangePasswordForm(AllauthChangePasswordForm):
    """Ask for the present password."""

    def clean_oldpassword(self) -> str:
        """As allauth, within the limits of guesses."""
        return check_guess(limits.PASSWORD, self.user.email, super().clean_oldpassword)


class _CodeForm(mfa.BaseAuthenticateForm):
    """Ask for a code of the second factor; each code of an app is accepted once."""

    user: Any

    def clean_code(self) -> str:
        return check_guess(limits.CODE, self.user.email, self._unused_code)

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
