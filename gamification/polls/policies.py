"""Who sees polls, who votes, who makes them. A ballot is nobody's: it has no scope."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import rule, scoped, signed_in
from gamification.members.policies import is_club_administrator, is_member
from gamification.polls.models import Poll

rule("polls.visit")(signed_in)  # who is not in the club is led to join it
rule("polls.manage")(is_club_administrator)


@rule("polls.read")
def may_read(user: Any, _poll: object = None) -> bool:
    """Members, and who looks after the club."""
    return is_member(user) or is_club_administrator(user)


@scoped(Poll)
def polls(user: Any, rows: QuerySet) -> QuerySet:
    """All or none."""
    return rows if may_read(user, None) else rows.none()
