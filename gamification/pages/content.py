"""What the first page of the club shows: plain values."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator

from cms.cache.content import cached
from gamification.events.queries import upcoming
from gamification.pages.models import ClubPage
from gamification.pages.rendering import ClubText, render_text
from gamification.polls.models import Poll
from gamification.practices.queries import published
from gamification.speakers.models import SpeakerList
from gamification.speakers.queries import speakers

SHOWN = 3
SPEAKERS_SHOWN = 12


class EventCard(NamedTuple):
    """An event, as its own templates need it."""

    pk: int
    title: str
    language: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    zone: str

    def local(self, at: datetime) -> datetime:
        """A moment by the event's own clock."""
        return at.astimezone(ZoneInfo(self.zone))


class PracticeCard(NamedTuple):
    """A practice, in short."""

    pk: int
    title: str
    language: str
    place: str
    summary: str


class PollCard(NamedTuple):
    """A vote, open between two moments."""

    pk: int
    title: str
    language: str
    opens_at: datetime
    closes_at: datetime


class Conference(NamedTuple):
    """The last one whose speakers are known, and who of them agreed to be named."""

    code: str
    speakers: tuple[tuple[str, str], ...]  # name, talk


@cached(limit=10)
def text(language: str) -> ClubText | None:
    """The page in the language, else in that of the site; None where nobody has written it."""
    pages = {page.locale.language_code: page for page in ClubPage.objects.live().select_related("locale")}
    page = pages.get(language) or pages.get(settings.LANGUAGE_CODE) or next(iter(pages.values()), None)
    return page and render_text(page)


def upcoming_events() -> tuple[EventCard, ...]:
    """What comes next; asked each time, because time goes on."""
    return tuple(
        EventCard(e.pk, e.title, e.language, str(e.get_kind_display()), e.starts_at, e.ends_at, e.zone)
        for e in upcoming()[:SHOWN]
    )


@cached(limit=10)
def newest_practices(_language: str) -> tuple[PracticeCard, ...]:
    """The last that were published, with the regions' names in the reader's language."""
    return tuple(
        PracticeCard(p.pk, p.title, p.language, str(p.get_region_display()), Truncator(p.changed or p.done).words(30))
        for p in published()[:SHOWN]
    )


def open_votes() -> tuple[PollCard, ...]:
    """What members can vote on now, the first to close first."""
    now = timezone.now()
    return tuple(vote for vote in _votes() if vote.opens_at <= now < vote.closes_at)[:SHOWN]


@cached(limit=1)
def _votes() -> tuple[PollCard, ...]:
    rows = Poll.objects.filter(closes_at__gt=timezone.now()).order_by("closes_at", "pk")
    return tuple(PollCard(*row) for row in rows.values_list("pk", "title", "language", "opens_at", "closes_at"))


def last_conference() -> Conference | None:
    """The newest season whose list is published."""
    return next(iter(_conferences()), None)


@cached(limit=1)
def _conferences() -> tuple[Conference, ...]:
    newest = SpeakerList.objects.exclude(published_at=None).select_related("season").order_by("-season__starts_at")[:1]
    return tuple(
        Conference(
            entries.season.code,
            tuple(
                (entry.standing.member.name, entry.talk)
                for entry in speakers(entries).filter(in_public=True, standing__member__left_at=None)[:SPEAKERS_SHOWN]
            ),
        )
        for entries in newest
    )
