"""Private notes, sent with whatever form of an item's page is sent, so that none is lost."""

from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext

from courses.learning.notes import LIMIT, Typed, mark, reflect
from courses.pages import content
from courses.pages.contexts import ItemContext


class Note(NamedTuple):
    """A note as the page shows it: its text, the mark of what is stored, and what is wrong with it."""

    block: str
    text: str
    seen: str
    error: str = ""

    @property
    def limit(self) -> int:
        """How many characters a note may have."""
        return LIMIT


def stored_note(block: str, text: str) -> Note:
    """A note as it is stored."""
    return Note(block, text, mark(text))


def reflections(current: ItemContext) -> list[str]:
    """Ids of the blocks at which there is something to note."""
    step = current.step
    parts = content.body(step.item.kind, step.item.activity.key, step.language)
    return [part.id for part in parts if part.kind == "reflection"]


def take_notes(current: ItemContext, data: QueryDict) -> dict[str, Note]:
    """Keep the notes of this item that came with a form; those that are too long are returned, not kept.

    404 for who is not enrolled, whatever she sends.
    """
    enrolment = current.enrolment
    typed = [
        Typed(block, data.get(f"note-{block}", "").strip(), data.get(f"seen-{block}", ""))
        for block in reflections(current)
        if f"note-{block}" in data
    ]
    if not typed:
        return {}
    refused = reflect(enrolment=enrolment, item=current.step.item, typed=typed)
    return {note.block: Note(*note, error=_too_long(note.text)) for note in refused}


def _too_long(text: str) -> str:
    return gettext("This is longer than %(limit_value)d characters (%(show_value)d). Please shorten it.") % {
        "limit_value": LIMIT,
        "show_value": len(text),
    }
