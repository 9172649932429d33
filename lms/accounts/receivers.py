"""What follows from signing in, from a second factor, and from a migration."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from lms.accounts.language import remember_language
from lms.accounts.models import User
from lms.accounts.roles import make_roles


@receiver(user_logged_in)
def speak_her_language(response: HttpResponse, user: User, **_facts: Any) -> None:
    """Addresses without a language prefix answer in the person's language from now on."""
    remember_language(response, user.language)


@receiver(authenticator_added)
def has_shown_second_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_facts: Any) -> None:
    """Who has just set up an app has typed a code of it: this session need not ask for another."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(post_migrate)
def make_roles_last(sender: AppConfig, **_facts: Any) -> None:
    """Make the groups once every app has its permissions, that is after the last app of a migration."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender == last:
        make_roles()
