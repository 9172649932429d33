"""Who sees polls, who votes, who makes them. A ballot is nobody's: no rows of it are visible to anybody."""

from typing import Any

from django.db.models import QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import permission_rule, register_visible_to, rule, signed_in
from gamification.members.policies import is_member
from gamification.polls.models import Poll

MANAGE = "gamification.manage_poll"

rule("polls.visit")(signed_in)  # who is not in the club is led to join it
permission_rule("polls.manage", MANAGE)


@rule("polls.read")
def may_read(user: Any, _poll: object = None) -> bool:
    """Members, and who looks after the club."""
    return is_member(user) or has_permission(user, MANAGE)


@register_visible_to(Poll)
def polls(user: Any, rows: QuerySet) -> QuerySet:
    """All or none."""
    return rows if may_read(user, None) else rows.none()
