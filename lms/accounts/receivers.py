"""Receivers of signing in, of a new second factor, of changed permissions and of migrations."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cms.access.device import remember_device
from cms.access.post_migrate import is_last_app
from cms.access.signals import permissions_changed
from lms.accounts import services
from lms.accounts.enrolment import enrol_from_address
from lms.accounts.language import remember_language
from lms.accounts.models import User
from lms.accounts.roles import make_roles


@receiver(user_logged_in)
def set_language_cookie(response: HttpResponse, user: User, **_facts: Any) -> None:
    """Set the cookie by which addresses without a language prefix answer in the person's language."""
    remember_language(response, user.language)


@receiver(user_logged_in)
def set_device_cookie(response: HttpResponse, user: User, **_facts: Any) -> None:
    """Set the device cookie, so that guesses from elsewhere do not use up this browser's tries."""
    remember_device(response, user.email)


@receiver(user_logged_in)
def enrol_after_sign_in(response: HttpResponse, user: User, **_facts: Any) -> None:
    """Enrol people in the course from which they came to sign in or up."""
    enrol_from_address(person=user, address=response.url if isinstance(response, HttpResponseRedirect) else "")


@receiver(permissions_changed)
def mark_staff(people: list[int], **_facts: Any) -> None:
    """Keep `is_staff` in step with the right to enter the editor, wherever it comes from."""
    services.mark_staff(people=people)


@receiver(authenticator_added)
def record_second_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_facts: Any) -> None:
    """Record that this session has shown the second factor: setting up an app takes a code of it."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(post_migrate)
def make_roles_after_migrate(sender: AppConfig, **_facts: Any) -> None:
    """Make the groups once every app has its permissions, that is after the last app of a migration."""
    if is_last_app(sender):
        make_roles()
