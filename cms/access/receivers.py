"""Whatever changes rights is noted: groups of a person, permissions of either, a group's end, the superuser's tick."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver

from cms.access.migrating import is_last
from cms.access.services import note_everybody, note_rights

User: Any = get_user_model()
POWER = {"is_superuser", "is_active"}


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def note_of_people(instance: Model, action: str, pk_set: set[Any] | None, reverse: bool, **_facts: Any) -> None:
    """The person whose groups or permissions changed; or, asked from the other side, all whom it meets."""
    if not reverse and action.startswith("post_"):
        note_rights(people=[instance.pk])
    elif reverse and action == "pre_clear":
        instance._cleared = list(instance.user_set.values_list("pk", flat=True))  # type: ignore[attr-defined]
    elif reverse and action.startswith("post_"):
        note_rights(people=instance._cleared if pk_set is None else pk_set)  # type: ignore[attr-defined]


@receiver(m2m_changed, sender=Group.permissions.through)
def note_of_members(instance: Model, action: str, pk_set: set[Any] | None, reverse: bool, **_facts: Any) -> None:
    """Everybody in the group; or, asked from the permission's side, in all those groups."""
    if reverse and action == "pre_clear":
        instance._cleared = list(instance.group_set.values_list("pk", flat=True))  # type: ignore[attr-defined]
    if action.startswith("post_"):
        groups = [instance.pk] if not reverse else instance._cleared if pk_set is None else pk_set  # type: ignore[attr-defined]
        note_rights(people=_members(groups))


@receiver(pre_delete, sender=Group)
def remember_members(instance: Group, **_facts: Any) -> None:
    """Once the group is gone, nobody says who was in it."""
    instance._members = _members([instance.pk])  # type: ignore[attr-defined]


@receiver(post_delete, sender=Group)
def note_of_former_members(instance: Group, **_facts: Any) -> None:
    """They hold no longer what only this group gave."""
    note_rights(people=instance._members)  # type: ignore[attr-defined]


@receiver(post_save, sender=User)
def note_of_power(instance: Any, created: bool, update_fields: frozenset[str] | None, **_facts: Any) -> None:
    """A superuser's tick or the end of an account. No query for a save that touches neither, nor for a new learner."""
    if update_fields is not None and not POWER & update_fields:
        return
    if instance.is_superuser or not created:
        note_rights(people=[instance.pk])


@receiver(post_migrate)
def note_last(sender: AppConfig, **_facts: Any) -> None:
    """After the last app of a migration: for who held rights before this record began, it begins now."""
    if is_last(sender):
        note_everybody()


def _members(groups: Any) -> list[Any]:
    return list(User.objects.filter(groups__in=groups).values_list("pk", flat=True).distinct())
