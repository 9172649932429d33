"""Reads of events and seats."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from gamification.events.models import Event, Question, Seat
from gamification.members.models import Member


def counted(events: QuerySet[Event]) -> QuerySet[Event]:
    """With `sitting`, `waiting` and `left`, the seats that are free (None without a limit)."""
    # Said apart, because of nothing and 0 PostgreSQL takes 0 for the greatest, SQLite nothing.
    left = Case(When(seats__isnull=False, then=Greatest(F("seats") - F("sitting"), 0)))
    seated, waiting = _number(Q(number__isnull=False)), _number(Q(number__isnull=True))
    return events.annotate(sitting=seated, waiting=waiting).annotate(left=left)


def _number(of: Q) -> Coalesce:
    """Asked for the events of a page only, however many there are in the whole list."""
    rows = Seat.objects.filter(of, event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)


def coming(at: datetime | None = None) -> QuerySet[Event]:
    """What has not ended yet and was not cancelled, the next first."""
    return Event.objects.filter(ends_at__gt=at or timezone.now(), cancelled_at=None).order_by("starts_at", "pk")


def past(at: datetime | None = None) -> QuerySet[Event]:
    """What has ended, the last first."""
    return Event.objects.filter(ends_at__lte=at or timezone.now(), cancelled_at=None).order_by("-starts_at", "-pk")


def with_topics() -> QuerySet[Event]:
    """All events, with what their topics are called."""
    return Event.objects.prefetch_related("topics__names")


def seat_of(event: Event, member: Member | None) -> Seat | None:
    """The member's seat or place in the waiting list, if any."""
    return Seat.objects.filter(event=event, member=member).first() if member else None


def seats_at(events: Iterable[Event], member: Member | None) -> dict[int, Seat]:
    """Her seats and places in waiting lists, by event."""
    if member is None:
        return {}
    return {seat.event_id: seat for seat in Seat.objects.filter(event__in=list(events), member=member)}


def may_see_link(event: Event, seat: Seat | None) -> bool:
    """The gate of the link: only who has a seat, and only while one can still come."""
    return bool(seat and seat.number and not event.cancelled_at and event.ends_at > timezone.now())


def place_in_line(seat: Seat) -> int:
    """Her place in the waiting list: 1 moves up next."""
    before = Q(asked_at__lt=seat.asked_at) | Q(asked_at=seat.asked_at, pk__lt=seat.pk)
    return Seat.objects.filter(before, event=seat.event_id, number=None).count() + 1


def coming_seats(member: Member) -> QuerySet[Seat]:
    """Where she will sit, or waits to, the next first; cancelled events too, so that she learns of it."""
    return (
        Seat.objects.filter(member=member, event__ends_at__gt=timezone.now())
        .select_related("event")
        .order_by("event__starts_at", "event_id")
    )


def questions(event: Event) -> QuerySet[Question]:
    """What was asked, unanswered first, in the order of asking."""
    return event.questions.select_related("member").order_by(F("answered_at").asc(nulls_first=True), "asked_at", "pk")


def with_questions(events: QuerySet[Event]) -> QuerySet[Event]:
    """With `asked`, how many questions came."""
    rows = Question.objects.filter(event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk"))
    return events.annotate(asked=Coalesce(Subquery(rows.values("n")), 0))


def sitting(event: Event) -> QuerySet[Seat]:
    """The seats that are taken, by name."""
    return event.taken.exclude(number=None).select_related("member").order_by("member__name", "pk")
