"""Receivers that record every change of permissions: of users, of groups, of superusers."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver

from cms.access.post_migrate import is_last_app
from cms.access.services import record_everybody, record_permissions

User: Any = get_user_model()
RELEVANT_FIELDS = {"is_superuser", "is_active"}


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def record_user_change(instance: Model, action: str, pk_set: set[Any] | None, reverse: bool, **_facts: Any) -> None:
    """Record the user whose groups or permissions changed; from the other side of the relation, all users concerned."""
    if not reverse and action.startswith("post_"):
        record_permissions(people=[instance.pk])
    elif reverse and action == "pre_clear":
        instance._cleared = list(instance.user_set.values_list("pk", flat=True))  # type: ignore[attr-defined]
    elif reverse and action.startswith("post_"):
        record_permissions(people=instance._cleared if pk_set is None else pk_set)  # type: ignore[attr-defined]


@receiver(m2m_changed, sender=Group.permissions.through)
def record_group_change(instance: Model, action: str, pk_set: set[Any] | None, reverse: bool, **_facts: Any) -> None:
    """Record everybody in the group; from the permission's side, everybody in all those groups."""
    if reverse and action == "pre_clear":
        instance._cleared = list(instance.group_set.values_list("pk", flat=True))  # type: ignore[attr-defined]
    if action.startswith("post_"):
        groups = [instance.pk] if not reverse else instance._cleared if pk_set is None else pk_set  # type: ignore[attr-defined]
        record_permissions(people=_members(groups))


@receiver(pre_delete, sender=Group)
def remember_members(instance: Group, **_facts: Any) -> None:
    """Remember who was in the group, for after it is deleted."""
    instance._members = _members([instance.pk])  # type: ignore[attr-defined]


@receiver(post_delete, sender=Group)
def record_former_members(instance: Group, **_facts: Any) -> None:
    """Record those who were in the deleted group."""
    record_permissions(people=instance._members)  # type: ignore[attr-defined]


@receiver(post_save, sender=User)
def record_account_change(instance: Any, created: bool, update_fields: frozenset[str] | None, **_facts: Any) -> None:
    """Record a change of `is_superuser` or `is_active`; make no query for other saves, nor for a new learner."""
    if update_fields is not None and not RELEVANT_FIELDS & update_fields:
        return
    if instance.is_superuser or not created:
        record_permissions(people=[instance.pk])


@receiver(post_migrate)
def record_after_migrate(sender: AppConfig, **_facts: Any) -> None:
    """Record everybody after the last app of a migration: for permissions held before, the record begins now."""
    if is_last_app(sender):
        record_everybody()


def _members(groups: Any) -> list[Any]:
    return list(User.objects.filter(groups__in=groups).values_list("pk", flat=True).distinct())
