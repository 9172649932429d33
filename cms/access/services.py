"""Changes of roles, and the record of who has which permission since when."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.access.models import HeldPermission, Role
from cms.access.permissions import permissions_by_label
from cms.access.signals import permissions_changed

Held = dict[int | None, Any]  # permission -> since when


@transaction.atomic
def make_role(*, code: str, name: str, permissions: Iterable[str], before: str = "") -> Group | None:
    """Make the group of a role, once; from then on give it only what is suggested anew.

    None when somebody has deleted the group: it is not made again. `before` names a permission by which a group of
    this name is known as the one that an earlier version made; any other group of this name gets nothing.
    """
    role, is_new = Role.objects.get_or_create(code=code)
    if is_new:
        role.group = _existing_group(name, before) or Group.objects.create(name=_free_name(name))
    fresh = sorted(set(permissions) - set(role.suggested))
    if role.group and (is_new or fresh):
        given = permissions_by_label(fresh).select_related("content_type")
        role.group.permissions.add(*given)
        role.suggested += [f"{one.content_type.app_label}.{one.codename}" for one in given]
        role.save()
    return role.group


def _existing_group(name: str, permission: str) -> Group | None:
    if not permission:
        return None
    return Group.objects.filter(name=name, permissions__in=permissions_by_label([permission])).first()


def _free_name(name: str) -> str:
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    names = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


@transaction.atomic
def record_permissions(*, people: Iterable[Any]) -> None:
    """Record which permissions these people (ids) have, and since when. Repeats safely.

    Their rows are locked, so that of two changes at once the later sees what the earlier did.
    """
    users = list(get_user_model()._default_manager.select_for_update().filter(pk__in=set(people)).order_by("pk"))
    current, recorded = _current_permissions(users), _recorded_permissions(users)
    for user in users:
        _record_user(user, current[user.pk], recorded[user.pk])
    if users:
        permissions_changed.send(HeldPermission, people=[user.pk for user in users])


def record_everybody() -> None:
    """Record the permissions of all who have or had any: after a migration, or after changes by SQL."""
    everybody = get_user_model()._default_manager.filter(
        Q(is_superuser=True)
        | Q(groups__isnull=False)
        | Q(user_permissions__isnull=False)
        | Q(pk__in=HeldPermission.objects.values("user"))
    )
    record_permissions(people=everybody.values_list("pk", flat=True).distinct())


def _current_permissions(users: list[Any]) -> dict[Any, set[int]]:
    """Return the permissions of each user, given directly or through groups."""
    given: dict[Any, set[int]] = defaultdict(set)
    of_users = {"user__in": users}, ("user", "pk")
    of_groups = {"group__user__in": users}, ("group__user", "pk")
    for condition, columns in (of_users, of_groups) if users else ():
        for user, permission in Permission.objects.filter(**condition).order_by().values_list(*columns):
            given[user].add(permission)
    return given


def _recorded_permissions(users: list[Any]) -> dict[Any, Held]:
    recorded: dict[Any, Held] = defaultdict(dict)
    for user, permission, since in HeldPermission.objects.filter(user__in=users).values_list(
        "user", "permission", "since"
    ):
        recorded[user][permission] = since
    return recorded


def _record_user(user: Any, given: set[int], recorded: Held) -> None:
    """Update the rows of a user. A superuser has everything: nothing ends, and what is given was held already."""
    now: set[int | None] = {*given, None} if user.is_superuser else set(given)
    if not user.is_active:
        now = set()
    if ended := set() if None in now else recorded.keys() - now:
        HeldPermission.objects.filter(
            Q(permission__in=ended - {None}) | _superuser_row(None in ended), user=user
        ).delete()
    since = recorded.get(None) or timezone.now()
    rows = [HeldPermission(user=user, permission_id=one, since=since) for one in now - recorded.keys()]
    HeldPermission.objects.bulk_create(rows, ignore_conflicts=True)


def _superuser_row(ended: bool) -> Q:
    return Q(permission=None) if ended else Q(pk=None)
