"""Who sees the speakers, who answers an invitation, who makes the list."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.access.permissions import has_permission
from cms.access.policy import anybody, permission_rule, register_visible_to, rule
from gamification.members.policies import is_member, membership
from gamification.speakers.models import SpeakerEntry, SpeakerList, Standing

MANAGE = "gamification.manage_speakerlist"

rule("speakers.see")(anybody)
rule("speakers.answer")(is_member)
permission_rule("speakers.manage", MANAGE)


@register_visible_to(SpeakerList)
def lists(user: Any, rows: QuerySet[SpeakerList]) -> QuerySet[SpeakerList]:
    """What is announced: a conference with a day, or a published list. Who looks after the club sees all."""
    if has_permission(user, MANAGE):
        return rows
    return rows.filter(Q(event__isnull=False, event__cancelled_at=None) | Q(published_at__isnull=False))


@register_visible_to(Standing)
def standings(user: Any, rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """One's own, also for who looks after the club: who is who stands in the list alone."""
    member = membership(user)
    return rows.filter(member=member) if member else rows.none()


@register_visible_to(SpeakerEntry)
def entries(user: Any, rows: QuerySet[SpeakerEntry]) -> QuerySet[SpeakerEntry]:
    """One's own, once published; who looks after the club sees all."""
    if has_permission(user, MANAGE):
        return rows
    member = membership(user)
    return rows.filter(standing__member=member) if member else rows.none()
