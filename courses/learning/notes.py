"""Private notes at the reflections of a lesson."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from courses.learning.models import Enrolment, Reflection
from courses.learning.queries import notes_of
from courses.syllabus.models import EditionItem

LIMIT = 5000


class Typed(NamedTuple):
    """A note as it came from a page; `seen` is the mark of the text that the page showed."""

    block: str
    text: str
    seen: str


def mark(text: str) -> str:
    """A short mark by which a page tells later which text it showed."""
    return sha256(text.encode()).hexdigest()[:12]


@transaction.atomic
def reflect(*, enrolment: Enrolment, item: EditionItem, typed: Iterable[Typed]) -> list[Typed]:
    """Keep what was written. A note that this page did not change is left alone; one that was changed elsewhere
    meanwhile keeps both texts. Returned is what is too long and was not kept, as it can be shown and shortened.
    """
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    stored = notes_of(enrolment, item.activity_id)
    refused = []
    for block, text, seen in typed:
        old = stored.get(block, "")
        if mark(text) == seen or text == old:
            continue
        kept = text if not old or mark(old) == seen else f"{old}\n\n{text}"
        if len(kept) > LIMIT:
            refused.append(Typed(block, kept, mark(old)))
            continue
        Reflection.objects.update_or_create(
            enrolment=enrolment, activity_id=item.activity_id, block=block, defaults={"text": kept}
        )
    return refused
