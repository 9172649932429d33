"""The tick that closes the ledger of a season."""

from celery import shared_task

from gamification.stars.services import freeze_due


@shared_task(name="stars.freeze_due")
def freeze_seasons() -> None:
    """Count the stars of seasons whose cut-off has passed."""
    freeze_due()
