"""The rules have changed: what is kept of pages says the old words."""

from django.db.models.signals import post_delete, post_save

from cms.pages.freshness import freshen
from cms.wording.models import WordingRow
from cms.wording.queries import forget


def rules_changed(**_facts: object) -> None:
    """For this process at once, for all others when the change is committed."""
    forget()
    freshen()


for _signal in (post_save, post_delete):
    _signal.connect(rules_changed, sender=WordingRow)
