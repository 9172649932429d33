"""What follows from a migration: the group of who looks after the club."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from gamification.members.policies import CLUB_ADMINISTRATORS

RIGHTS = Q(codename="access_admin", content_type__app_label="wagtailadmin") | Q(
    codename="change_wording", content_type__app_label="cms"
)


@receiver(post_migrate)
def make_group(sender: AppConfig, **_facts: Any) -> None:
    """Once every app has its permissions, that is after the last app of a migration. Takes back nothing that was
    given by hand.
    """
    if sender != [config for config in apps.get_app_configs() if config.models_module][-1]:
        return
    group, _new = Group.objects.get_or_create(name=CLUB_ADMINISTRATORS)
    group.permissions.add(*Permission.objects.filter(RIGHTS))
