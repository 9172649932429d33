"""An event as one reader sees it."""

from typing import NamedTuple

from django.utils import timezone

from gamification.events import queries
from gamification.events.models import Event, Registration
from gamification.events.services import is_open
from gamification.members.models import Member


class EventDetails(NamedTuple):
    """What the page tells this reader beyond title, times, kind and seats; empty is what she is not told."""

    member: Member | None
    registration: Registration | None
    waitlist_position: int
    is_open: bool
    has_ended: bool
    link: str
    place: str
    prepare: str
    materials: str
    recording: str


def event_details(event: Event, member: Member | None) -> EventDetails:
    """A visitor learns what is held and when; a member where and what to prepare, and afterwards what was left of it;
    who has a seat the link.
    """
    registration = queries.registration_of(event, member)
    ended = event.ends_at <= timezone.now()
    return EventDetails(
        member=member,
        registration=registration,
        waitlist_position=queries.waitlist_position(registration) if registration and not registration.number else 0,
        is_open=is_open(event),
        has_ended=ended,
        link=event.link if queries.may_see_link(event, registration) else "",
        place=event.place if member else "",
        prepare=event.prepare if member else "",
        materials=event.materials if member and ended else "",
        recording=event.recording if member and ended else "",
    )
