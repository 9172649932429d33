"""Limits around accounts (settings.RATE_LIMITS): wrong guesses of a password or a code, and letters that anybody can
cause.
"""

from django.conf import settings
from django.http import HttpRequest

from cms.access import throttle

PASSWORD, CODE, LETTER = "password", "code", "letter"


def may_guess(request: HttpRequest, secret: str, account: str) -> bool:
    """May this account's secret be tried from here? Reads alone, so a right sign-in costs no write."""
    return not throttle.is_reached(_met(request, secret, account))


def guessed_wrong(request: HttpRequest, secret: str, account: str) -> None:
    """Count a wrong guess."""
    throttle.count_try(_met(request, secret, account))


def may_write_to(request: HttpRequest, mailbox: str) -> bool:
    """May one more letter be caused to this mailbox from here? Reads alone."""
    return not throttle.is_reached(_met(request, LETTER, mailbox))


def writes_to(request: HttpRequest, mailbox: str) -> bool:
    """Count a letter to the mailbox; False, and it must not be sent, when there were too many."""
    return throttle.try_once(_met(request, LETTER, mailbox))


def _met(request: HttpRequest, family: str, account: str) -> list[throttle.Limit]:
    return throttle.limits(request, family, settings.RATE_LIMITS[family], account)
