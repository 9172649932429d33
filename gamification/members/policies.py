"""Who belongs to the club, who looks after it."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import permission_rule, register_visible_to, rule, signed_in
from gamification.members.models import Member

MANAGE = "gamification.manage_member"


def is_member(user: Any, _obj: object = None) -> bool:
    """Belongs to the club today. Asked once a request: the answer is kept on the user."""
    return membership(user) is not None


def membership(user: Any) -> Member | None:
    """The person's membership, unless they have left; kept on the user, so it costs one query a request."""
    if not (user.is_authenticated and user.is_active):
        return None
    if not hasattr(user, "_membership"):
        user._membership = _membership(user)
    found: Member | None = user._membership
    return found


def _membership(user: Any) -> Member | None:
    found = Member.objects.filter(person=user, left_at=None).first()
    if found:
        found.person = user  # known already: no query asks again
    return found


def may_read(user: Any, _obj: object = None) -> bool:
    """The directory is the club's own."""
    return is_member(user) or has_permission(user, MANAGE)


@register_visible_to(Member)
def members(user: Any, rows: QuerySet) -> QuerySet:
    """Oneself; of the others those who are in the directory, by their own wish."""
    return rows.filter(Q(in_directory=True) | Q(person=user.pk), left_at=None) if may_read(user) else rows.none()


rule("members.join")(signed_in)
rule("members.own")(signed_in)  # who is not a member yet is led to joining
rule("members.belong")(is_member)
permission_rule("members.manage", MANAGE)
rule("members.read")(may_read)
