"""What follows from a migration: rules to begin with."""

from typing import Any

from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from cms.cache.content import invalidate
from gamification.stars.models import Cause, Season, StarRule

FIRST_RULES = {
    Cause.POLL_FIRST: (5, 0),
    Cause.POLL_SECOND: (3, 0),
    Cause.POLL_THIRD: (2, 0),
    Cause.PRACTICE_PUBLISHED: (3, 9),
    Cause.PRACTICE_USED: (2, 20),
    Cause.MENTORING_ENDED: (4, 12),
    Cause.TASK_DONE: (2, 6),
    Cause.COURSE_FINISHED: (1, 3),
}


@receiver(post_migrate)
def make_rules(sender: Any, using: str = "default", **_facts: Any) -> None:
    """Stars and limits a club can begin with, where there is no rule yet; changed by hand from then on."""
    if sender.label != "gamification" or StarRule.objects.using(using).exists():
        return
    StarRule.objects.using(using).bulk_create(
        StarRule(cause=cause, stars=stars, season_limit=limit) for cause, (stars, limit) in FIRST_RULES.items()
    )


@receiver([post_save, post_delete], sender=Season)
@receiver([post_save, post_delete], sender=StarRule)
def tell_processes(sender: Any, **_facts: Any) -> None:
    """Processes keep seasons and rules until they change."""
    invalidate()
