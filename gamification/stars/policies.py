"""Who sees stars, who sets their rules, who takes one back."""

from typing import Any

from django.db.models import QuerySet

from cms.access.policy import rule, scoped
from gamification.members.policies import is_club_administrator, is_member, may_read, membership
from gamification.stars.models import StarEntry

rule("stars.own")(is_member)
rule("stars.top")(may_read)
rule("stars.manage")(is_club_administrator)


@rule("stars.reverse")
def may_reverse(user: Any, entry: StarEntry | None = None) -> bool:
    """Club administrators; nobody what is her own or was given by her own act."""
    if not is_club_administrator(user):
        return False
    parties = (entry.member, entry.given_by) if entry else ()
    return all(party is None or party.person_id != user.pk for party in parties)


@scoped(StarEntry)
def entries(user: Any, rows: QuerySet) -> QuerySet:
    """One's own; who looks after the club sees all."""
    if is_club_administrator(user):
        return rows
    member = membership(user)
    return rows.filter(member=member) if member else rows.none()
