"""Rate limits of accounts (settings.RATE_LIMITS): wrong guesses of secrets, and e-mails that anybody can cause."""

from django.conf import settings
from django.http import HttpRequest

from cms.access import throttle

PASSWORD, CODE, MAIL = "password", "code", "mail"


def may_guess(request: HttpRequest, secret: str, account: str) -> bool:
    """Return whether a secret of the account may be tried; counts nothing, so a right sign-in costs no write."""
    return not throttle.is_reached(_limits(request, secret, account))


def count_wrong_guess(request: HttpRequest, secret: str, account: str) -> None:
    """Count a wrong guess."""
    throttle.count_try(_limits(request, secret, account))


def may_mail(request: HttpRequest, mailbox: str) -> bool:
    """Return whether one more e-mail may be caused to this mailbox; counts nothing."""
    return not throttle.is_reached(_limits(request, MAIL, mailbox))


def count_mail(request: HttpRequest, mailbox: str) -> bool:
    """Count an e-mail to the mailbox; return False, and it must not be sent, when there were too many."""
    return throttle.try_once(_limits(request, MAIL, mailbox))


def _limits(request: HttpRequest, family: str, account: str) -> list[throttle.Limit]:
    return throttle.limits(request, family, settings.RATE_LIMITS[family], account)
