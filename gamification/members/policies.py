"""Who belongs to the club, who looks after it."""

from typing import Any

from cms.access.groups import in_group
from cms.access.policy import rule, signed_in
from gamification.members.models import Member

CLUB_ADMINISTRATORS = "Club administrators"

rule("members.join")(signed_in)


def is_member(user: Any, _obj: object = None) -> bool:
    """Belongs to the club today. Asked once a request: the answer is kept on the user."""
    return membership(user) is not None


def membership(user: Any) -> Member | None:
    """The person's membership, unless she has left; kept on the user, so it costs one query a request."""
    if not (user.is_authenticated and user.is_active):
        return None
    if not hasattr(user, "_membership"):
        user._membership = Member.objects.filter(person=user, left_at=None).first()
    found: Member | None = user._membership
    return found


def is_club_administrator(user: Any, _obj: object = None) -> bool:
    """Looks after the club: events, votes, stars, practices, speakers."""
    return in_group(user, CLUB_ADMINISTRATORS)
