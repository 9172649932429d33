"""Events as phones and computers read them: iCalendar (RFC 5545).

Every time is in UTC, so no reader needs to know a zone's rules; the hour by the event's own clock stands in the
description. An event keeps its UID for good, and each change of it raises SEQUENCE.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from icalendar import Calendar
from icalendar import Event as Component

from gamification.events.models import Event
from gamification.members.models import Member

CONTENT_TYPE = "text/calendar; charset=utf-8"
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)  # SEQUENCE counts its seconds: 31 bits last until 2093


class Entry(NamedTuple):
    """An event, and whether the reader is told what only members and only holders of a seat know."""

    event: Event
    for_member: bool = False
    with_link: bool = False


def render_calendar(entries: Iterable[Entry], name: str) -> bytes:
    """A calendar of this name."""
    made = Calendar()
    made.add("prodid", "-//Jyldyz//Club//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), {"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for entry in entries:
        made.add_component(_component(entry))
    return bytes(made.to_ical())


def _component(entry: Entry) -> Component:
    event, made = entry.event, Component()
    made.add("uid", f"club-event-{event.pk}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}")
    made.add("dtstamp", event.changed_at)
    made.add("last-modified", event.changed_at)
    made.add("sequence", int((event.changed_at - BEGINNING).total_seconds()))
    made.add("dtstart", event.starts_at.astimezone(UTC))
    made.add("dtend", event.ends_at.astimezone(UTC))
    made.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    made.add("summary", event.title)
    made.add("description", render_to_string("gamification/events/calendar.txt", entry._asdict()).strip())
    made.add("url", settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("event", args=[event.pk]))
    if entry.for_member and event.place:
        made.add("location", event.place)
    return made


def calendar_token(member: Member) -> str:
    """The end of the address of a member's own calendar: their phone reads it without a session.

    It holds until they renew it, or until their password changes, as their sessions do.
    """
    return _signer(member).sign(str(member.pk))


def member_for_token(calendar_token: str) -> Member | None:
    """The member whose calendar it is; None for a token that is not ours or holds no more, and for one who has left."""
    pk = calendar_token.partition(":")[0]
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    members = Member.objects.select_related("person")
    member = members.filter(pk=pk, left_at=None, person__is_active=True).first()
    try:
        return member if member and _signer(member).unsign(calendar_token) else None
    except BadSignature:
        return None


def _signer(member: Member) -> Signer:
    session = member.person.get_session_auth_hash()
    return Signer(salt=f"gamification.events.calendar:{member.calendar_renewals}:{session}")
