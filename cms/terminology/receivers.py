"""The rules have changed: what is kept of pages says the old words."""

from django.db.models.signals import post_delete, post_save

from cms.cache.content import invalidate
from cms.terminology.models import TermReplacement
from cms.terminology.queries import clear_cache


def clear_caches(**_facts: object) -> None:
    """For this process at once, for all others when the change is committed."""
    clear_cache()
    invalidate()


for _signal in (post_save, post_delete):
    _signal.connect(clear_caches, sender=TermReplacement)
