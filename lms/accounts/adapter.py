"""Where allauth's ways meet ours: languages and addresses."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import override


class LanguageAdapter(DefaultAccountAdapter):
    """Leads a person to the pages in her own language."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The dashboard in the language of the person."""
        with override(request.user.language):  # type: ignore[union-attr]
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    get_signup_redirect_url = get_login_redirect_url
