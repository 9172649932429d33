"""Who sees the speakers, who answers an invitation, who makes the list."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.policy import anybody, rule, scoped
from gamification.members.policies import is_club_administrator, is_member, membership
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing

rule("speakers.see")(anybody)
rule("speakers.answer")(is_member)
rule("speakers.manage")(is_club_administrator)


@scoped(SpeakerList)
def lists(user: Any, rows: QuerySet[SpeakerList]) -> QuerySet[SpeakerList]:
    """What is announced: a conference with a day, or a published list. Who looks after the club sees all."""
    if is_club_administrator(user):
        return rows
    return rows.filter(Q(event__isnull=False, event__cancelled_at=None) | Q(published_at__isnull=False))


@scoped(Standing)
def standings(user: Any, rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """One's own, also for who looks after the club: who is who stands in the list alone."""
    member = membership(user)
    return rows.filter(member=member) if member else rows.none()


@scoped(SpeakerEntry)
def entries(user: Any, rows: QuerySet[SpeakerEntry]) -> QuerySet[SpeakerEntry]:
    """One's own, once published; who looks after the club sees all."""
    if is_club_administrator(user):
        return rows
    member = membership(user)
    return rows.filter(standing__member=member) if member else rows.none()
