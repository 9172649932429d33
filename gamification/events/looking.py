"""An event as one reader sees it."""

from typing import NamedTuple

from django.utils import timezone

from gamification.events import queries
from gamification.events.models import Event, Seat
from gamification.events.services import is_open
from gamification.members.models import Member


class Look(NamedTuple):
    """What the page tells this reader beyond title, times, kind and seats; empty is what she is not told."""

    member: Member | None
    seat: Seat | None
    in_line: int
    is_open: bool
    has_ended: bool
    link: str
    place: str
    prepare: str
    materials: str
    recording: str


def look(event: Event, member: Member | None) -> Look:
    """A visitor learns what is held and when; a member where and what to prepare, and afterwards what was left of it;
    who has a seat the link.
    """
    seat = queries.seat_of(event, member)
    ended = event.ends_at <= timezone.now()
    return Look(
        member=member,
        seat=seat,
        in_line=queries.place_in_line(seat) if seat and not seat.number else 0,
        is_open=is_open(event),
        has_ended=ended,
        link=event.link if queries.may_see_link(event, seat) else "",
        place=event.place if member else "",
        prepare=event.prepare if member else "",
        materials=event.materials if member and ended else "",
        recording=event.recording if member and ended else "",
    )
