"""Reads of outlines. An edition never changes, so a process reads each once."""

from functools import lru_cache

from courses.syllabus.models import EditionItem


@lru_cache(maxsize=512)
def outline(edition_id: int) -> tuple[EditionItem, ...]:
    """The items of an edition in their order. Shared between requests: never change what it returns.

    Only editions that are stored whole may be asked for (an empty outline is not remembered).
    """
    items = tuple(EditionItem.objects.filter(edition=edition_id).select_related("activity").order_by("position"))
    if not items:
        raise EditionItem.DoesNotExist(f"edition {edition_id} has no items")
    return items


def item_by_slug(edition_id: int, slug: str) -> EditionItem | None:
    """The item with this address in the edition, if there is one."""
    return next((item for item in outline(edition_id) if item.slug == slug), None)
