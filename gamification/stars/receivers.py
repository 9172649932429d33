"""What follows from a migration: rules to begin with."""

from typing import Any

from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from cms.cache.content import invalidate
from gamification.stars.models import Season, StarRule
from gamification.stars.reasons import STAR_REASONS


@receiver(post_migrate)
def make_rules(sender: Any, using: str = "default", **_facts: Any) -> None:
    """Stars and limits a club can begin with, where there is no rule yet; changed by hand from then on."""
    if sender.label != "gamification" or StarRule.objects.using(using).exists():
        return
    StarRule.objects.using(using).bulk_create(
        StarRule(cause=reason.name, stars=reason.stars, season_limit=reason.season_limit) for reason in STAR_REASONS
    )


@receiver([post_save, post_delete], sender=Season)
@receiver([post_save, post_delete], sender=StarRule)
def tell_processes(sender: Any, **_facts: Any) -> None:
    """Processes keep seasons and rules until they change."""
    invalidate()
