"""In words: why a course is not finished yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from courses.learning.progress import Progress
from courses.syllabus.kinds import ITEM_KINDS


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and the slugs of the items that it speaks of."""

    text: str
    slugs: tuple[str, ...]


def reasons(progress: Progress, holds: Mapping[int, str]) -> list[Reason]:
    """Sentences that name everything that is missing, each item in exactly one; none when the course is finished.

    `holds` says, by activity, why an item cannot go on just now.
    """
    return [*_held(progress, holds), *_run_out(progress, holds), *_undone(progress, holds)]


def _held(progress: Progress, holds: Mapping[int, str]) -> Iterator[Reason]:
    for item in progress.missing:
        if item.activity in holds:
            yield Reason(holds[item.activity], (item.slug,))


def _run_out(progress: Progress, holds: Mapping[int, str]) -> Iterator[Reason]:
    for item in progress.missing:
        if item.activity in progress.expired and item.activity not in holds:
            day = date_format(progress.expired[item.activity], "DATE_FORMAT")
            yield Reason(gettext("The result does not hold since %(day)s, pass it again:") % {"day": day}, (item.slug,))


def _undone(progress: Progress, holds: Mapping[int, str]) -> Iterator[Reason]:
    """What was never done, one sentence a kind, in the order of the outline."""
    open_items = [i for i in progress.missing if i.activity not in holds and i.activity not in progress.expired]
    for kind in dict.fromkeys(item.kind for item in open_items):
        items = [item for item in open_items if item.kind == kind]
        yield Reason(ITEM_KINDS[kind].missing(len(items)), tuple(item.slug for item in items))
