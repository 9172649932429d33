"""Changes of roles, and the record of who holds which right since when."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.access.models import HeldRight, Role
from cms.access.rights import named
from cms.access.signals import rights_changed

Held = dict[int | None, Any]  # permission -> since when


@transaction.atomic
def make_role(*, code: str, name: str, permissions: Iterable[str], before: str = "") -> Group | None:
    """Make the group of a role, once; from then on give it only what is suggested anew.

    None when somebody has deleted the group: it is not made again. `before` names a permission by which a group of
    this name is known as the one that an earlier version made; any other group of this name gets nothing.
    """
    role, is_new = Role.objects.get_or_create(code=code)
    if is_new:
        role.group = _made_before(name, before) or Group.objects.create(name=_free_name(name))
    fresh = sorted(set(permissions) - set(role.suggested))
    if role.group and (is_new or fresh):
        given = named(fresh).select_related("content_type")
        role.group.permissions.add(*given)
        role.suggested += [f"{one.content_type.app_label}.{one.codename}" for one in given]
        role.save()
    return role.group


def _made_before(name: str, permission: str) -> Group | None:
    if not permission:
        return None
    return Group.objects.filter(name=name, permissions__in=named([permission])).first()


def _free_name(name: str) -> str:
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    names = (name if number == 1 else f"{name} {number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


@transaction.atomic
def note_rights(*, people: Iterable[Any]) -> None:
    """Write down what these people (ids) hold from now on, and since when. Repeats safely.

    Their rows are locked, so that of two changes at once the later sees what the earlier did.
    """
    users = list(get_user_model()._default_manager.select_for_update().filter(pk__in=set(people)).order_by("pk"))
    given, noted = _given(users), _noted(users)
    for user in users:
        _note(user, given[user.pk], noted[user.pk])
    if users:
        rights_changed.send(HeldRight, people=[user.pk for user in users])


def note_everybody() -> None:
    """Write down the rights of all who hold or held any: after a migration, or after changes by SQL."""
    everybody = get_user_model()._default_manager.filter(
        Q(is_superuser=True)
        | Q(groups__isnull=False)
        | Q(user_permissions__isnull=False)
        | Q(pk__in=HeldRight.objects.values("user"))
    )
    note_rights(people=everybody.values_list("pk", flat=True).distinct())


def _given(users: list[Any]) -> dict[Any, set[int]]:
    """Who was given which permissions, directly or through groups."""
    given: dict[Any, set[int]] = defaultdict(set)
    of_users = {"user__in": users}, ("user", "pk")
    of_groups = {"group__user__in": users}, ("group__user", "pk")
    for condition, columns in (of_users, of_groups) if users else ():
        for user, permission in Permission.objects.filter(**condition).order_by().values_list(*columns):
            given[user].add(permission)
    return given


def _noted(users: list[Any]) -> dict[Any, Held]:
    noted: dict[Any, Held] = defaultdict(dict)
    for user, permission, since in HeldRight.objects.filter(user__in=users).values_list("user", "permission", "since"):
        noted[user][permission] = since
    return noted


def _note(user: Any, given: set[int], noted: Held) -> None:
    """As superuser one holds everything, so that nothing ends; what is given then was held already."""
    now: set[int | None] = {*given, None} if user.is_superuser else set(given)
    if not user.is_active:
        now = set()
    if ended := set() if None in now else noted.keys() - now:
        HeldRight.objects.filter(Q(permission__in=ended - {None}) | _all(None in ended), user=user).delete()
    since = noted.get(None) or timezone.now()
    rows = [HeldRight(user=user, permission_id=one, since=since) for one in now - noted.keys()]
    HeldRight.objects.bulk_create(rows, ignore_conflicts=True)


def _all(ended: bool) -> Q:
    return Q(permission=None) if ended else Q(pk=None)
