"""Reads about practices that are the same in every language; what the portal shows is in portal.py."""

from django.db.models import QuerySet

from gamification.members.models import Member
from gamification.practices.models import Practice, PracticeUse


def published() -> QuerySet[Practice]:
    """What everybody may read, the newest first."""
    return Practice.objects.filter(state=Practice.State.PUBLISHED).order_by("-published_at", "-pk")


def waiting_for_review() -> QuerySet[Practice]:
    """What waits for the check, the oldest first."""
    return Practice.objects.filter(state=Practice.State.SENT).order_by("sent_at", "pk")


def practices_of(member: Member) -> QuerySet[Practice]:
    """All reports of a member, the newest first."""
    return Practice.objects.filter(author=member).order_by("-pk")


def uses_waiting_for_review() -> QuerySet[PracticeUse]:
    """Reports of use that wait for a person, the oldest first, with whose they are."""
    rows = PracticeUse.objects.filter(state=PracticeUse.State.SENT).order_by("sent_at", "pk")
    return rows.select_related("practice__author", "member")
