"""Published content has changed: whatever is kept of it is out of date."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.cache.content import invalidate


def page_changed(**_facts: object) -> None:
    """A page came, went, says something else, or to somebody else."""
    invalidate()


def page_deleted(sender: type, **_facts: object) -> None:
    """A page of any kind was deleted."""
    if issubclass(sender, Page):
        invalidate()


for _signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    _signal.connect(page_changed)
post_delete.connect(page_deleted)
for _signal in (post_save, post_delete):
    _signal.connect(page_changed, sender=PageViewRestriction)
m2m_changed.connect(page_changed, sender=PageViewRestriction.groups.through)
