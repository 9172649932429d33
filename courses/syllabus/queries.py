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
    """The item with this address in the edition, else the one that has it in another edition of the course: one query
    then, and of several the one that had it last.
    """
    items = {item.activity_id: item for item in outline(edition_id)}
    if found := next((item for item in items.values() if item.slug == slug), None):
        return found
    named = EditionItem.objects.filter(activity__in=items, slug=slug).order_by("-edition__number")
    return items.get(named.values_list("activity", flat=True).first() or 0)
