"""What the polls owe a season before it is counted: every vote that has ended with it, or before, is closed."""

from typing import Any

from django.dispatch import receiver

from gamification import signals
from gamification.polls import queries, services
from gamification.stars.models import Season
from gamification.stars.services import NotSettledError


@receiver(signals.season_ending)
def close_ended(season: Season, **_facts: Any) -> None:
    """Close those that the tick has not closed yet; what follows from it, stars for one, is stored with it."""
    services.close_due(before=season.cut_off_at)


@receiver(signals.season_freezing)
def all_are_closed(season: Season, **_facts: Any) -> None:
    """One that cannot be closed keeps its season open, so that whoever wins it gets the stars in the end."""
    if poll := queries.unclosed(season.starts_at, season.cut_off_at).first():
        raise NotSettledError(f"vote {poll.pk} is not closed")
