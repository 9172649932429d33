"""allauth's adapter: its e-mails (codes, password resets) go through the outbox, so that no page waits for a server."""

import uuid
from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.core import context as context_of_request
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from lms.accounts.adapter import LanguageAdapter
from lms.accounts.limits import count_mail
from lms.accounts.models import User
from lms.notify.services import add_message
from lms.site.errors import too_many

# allauth's other e-mails tell owners what has happened to their account; those are never limited.
CAUSED_BY_ANYBODY = frozenset(
    {
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "login_code",
        "password_reset_key",
        "unknown_account",
    }
)


class AccountAdapter(LanguageAdapter):
    """Add allauth's e-mails to the outbox instead of sending them."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Add the e-mail in the language of its owner, or else of the page; answer 429 when there were too many.

        The message expires with its code, so that no expired code is sent and none stays in the database.
        """
        name, request = template_prefix.rpartition("/")[2], context_of_request.request
        if name in CAUSED_BY_ANYBODY and request and not count_mail(request, email):
            raise ImmediateHttpResponse(too_many(request))
        person = User.objects.filter(email__iexact=email).first()
        language = person.language if person else (get_language() or settings.LANGUAGE_CODE)
        with override(language):
            subject, body = self._text(template_prefix, {"email": email, **context})
        add_message(
            fact=f"{name}:{uuid.uuid4()}",
            person=person,
            address=email,
            language=language,
            subject=subject,
            body=body,
            good_until_at=timezone.now() + _lifetime(context),
        )

    def _text(self, prefix: str, context: dict[str, Any]) -> tuple[str, str]:
        context = {**context, "current_site": {"name": settings.SITE_NAME, "domain": settings.SITE_ORIGIN}}
        subject = render_to_string(f"{prefix}_subject.txt", context)
        return " ".join(subject.split()), render_to_string(f"{prefix}_message.txt", context).strip()


def _lifetime(context: dict[str, Any]) -> timedelta:
    """Return how long the secret in an e-mail is valid: a code for minutes, a link to a new password like its token."""
    if "code" in context:
        return timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
