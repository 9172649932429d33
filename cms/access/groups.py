"""Roles of the plugins are Django groups, so that an administrator gives and takes them in the admin."""

from typing import Any


def in_group(user: Any, name: str) -> bool:
    """Is the person an active member of the group? Asked once a request: the names are kept on the user."""
    if not (user.is_authenticated and user.is_active):
        return False
    if not hasattr(user, "_group_names"):
        user._group_names = frozenset(user.groups.values_list("name", flat=True))
    return name in user._group_names
