"""The device cookie (OWASP): it tells in which browser an account has signed in before.

It lets nobody in. It keeps rate limits apart: a flood of guesses from elsewhere does not use up the tries of a known
browser. It says nothing to people who read it, and is valid for one account, the last that signed in.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

COOKIE_AGE = 60 * 60 * 24 * 365


def cookie_name() -> str:
    """Return the name of the cookie; production has one that binds it to the host."""
    return getattr(settings, "DEVICE_COOKIE_NAME", "device")


def known_device(request: HttpRequest, account: str) -> str:
    """Return the name of this browser if the account has signed in in it before, else an empty string."""
    name, _dot, proof = request.COOKIES.get(cookie_name(), "").partition(".")
    return name if name and account and constant_time_compare(proof, _proof(name, account)) else ""


def remember_device(response: HttpResponse, account: str) -> None:
    """Set the cookie by which this browser proves later that the account has signed in in it."""
    name = get_random_string(22)
    response.set_cookie(
        cookie_name(),
        f"{name}.{_proof(name, account.strip().casefold())}",
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _proof(name: str, account: str) -> str:
    return salted_hmac("cms.access.device", f"{name} {account}", algorithm="sha256").hexdigest()
