"""Who sees stars, who sets their rules, who takes one back."""

from typing import Any

from django.db.models import QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import permission_rule, register_visible_to, rule
from gamification.members.policies import is_member, membership
from gamification.stars.models import StarEntry

MANAGE = "gamification.manage_starrule"

rule("stars.own")(is_member)
permission_rule("stars.manage", MANAGE)


@rule("stars.top")
def may_read(user: Any, _obj: object = None) -> bool:
    """Members, and who looks after the stars."""
    return is_member(user) or has_permission(user, MANAGE)


@rule("stars.reverse", permission="gamification.reverse_starentry")
def may_reverse(user: Any, entry: StarEntry | None = None) -> bool:
    """Nobody what is their own or was given by their own act."""
    parties = (entry.member, entry.given_by) if entry else ()
    return all(party is None or party.person_id != user.pk for party in parties)


@register_visible_to(StarEntry)
def entries(user: Any, rows: QuerySet) -> QuerySet:
    """One's own; who looks after the club sees all."""
    if has_permission(user, MANAGE):
        return rows
    member = membership(user)
    return rows.filter(member=member) if member else rows.none()
