"""The language cookie."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
YEAR = 60 * 60 * 24 * 365


def remember_language(response: R, language: str) -> R:
    """Set the cookie by which addresses without a language prefix are answered."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
