"""What follows from a migration: the group of who looks after the club."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from cms.access.post_migrate import is_last_app
from cms.access.services import make_role
from gamification.members.roles import CODE, NAME, PERMISSIONS


@receiver(post_migrate)
def make_group(sender: AppConfig, **_facts: Any) -> None:
    """Once every app has its permissions, that is after the last app of a migration."""
    if is_last_app(sender):
        make_role(code=CODE, name=NAME, permissions=PERMISSIONS, before="cms.change_terminology")
