"""In words: why a course is not finished yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

from courses.learning.progress import Item, Progress


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and the slugs of the items that it speaks of."""

    text: str
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Why an item cannot go on just now: it waits for a facilitator, or for a time."""

    until: datetime | None = None


def reasons(progress: Progress, holds: Mapping[int, Hold]) -> list[Reason]:
    """Sentences that name everything that is missing, each item in exactly one; none when the course is finished.

    `holds` tells, by activity, what is done for now and waits.
    """
    return [*_waiting(progress, holds), *_run_out(progress, holds), *_undone(progress, holds)]


def _waiting(progress: Progress, holds: Mapping[int, Hold]) -> Iterator[Reason]:
    for item in progress.missing:
        if item.activity in holds:
            yield Reason(_wait(holds[item.activity]), (item.slug,))


def _wait(hold: Hold) -> str:
    if hold.until is None:
        return gettext("Sent, waits for the facilitator:")
    until = formats.date_format(timezone.localtime(hold.until), "DATETIME_FORMAT")
    return gettext("May be tried again from %(time)s:") % {"time": until}


def _run_out(progress: Progress, holds: Mapping[int, Hold]) -> Iterator[Reason]:
    for item in progress.missing:
        if item.activity in progress.expired and item.activity not in holds:
            day = formats.date_format(progress.expired[item.activity], "DATE_FORMAT")
            yield Reason(gettext("The result held until %(day)s, pass it again:") % {"day": day}, (item.slug,))


def _undone(progress: Progress, holds: Mapping[int, Hold]) -> Iterator[Reason]:
    """What was never done, one sentence a kind, in the order of the outline."""
    open_items = [i for i in progress.missing if i.activity not in holds and i.activity not in progress.expired]
    for kind in dict.fromkeys(item.kind for item in open_items):
        yield _by_kind(kind, [item for item in open_items if item.kind == kind])


def _by_kind(kind: str, items: list[Item]) -> Reason:
    count = len(items)
    sentences = {
        "lesson": ngettext("%(count)d lesson is still to be read:", "%(count)d lessons are still to be read:", count),
        "quiz": ngettext("%(count)d quiz is still to be passed:", "%(count)d quizzes are still to be passed:", count),
        "task": ngettext(
            "%(count)d practical task is still to be done:", "%(count)d practical tasks are still to be done:", count
        ),
    }
    return Reason(sentences[kind] % {"count": count}, tuple(item.slug for item in items))
