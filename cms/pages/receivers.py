"""Published content has changed: whatever is kept of it is out of date."""

from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.pages.freshness import freshen


def page_changed(**_facts: object) -> None:
    """A page came, went, or says something else."""
    freshen()


def page_deleted(sender: type, **_facts: object) -> None:
    """A page of any kind was deleted."""
    if issubclass(sender, Page):
        freshen()


for _signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    _signal.connect(page_changed)
post_delete.connect(page_deleted)
