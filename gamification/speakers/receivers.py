"""What follows for the speakers from facts of other rooms."""

from typing import Any

from django.dispatch import receiver

from gamification import signals
from gamification.members.models import Member
from gamification.speakers import services
from gamification.stars.models import Season


@receiver(signals.season_frozen)
def take_snapshot(season: Season, **_facts: Any) -> None:
    """The stars are counted: write down who has how many."""
    services.take_snapshot(season=season)


@receiver(signals.member_left)
def release(member: Member, **_facts: Any) -> None:
    """Her place, if she was to speak, goes to the next."""
    services.release_member(member=member)
