"""Reads of events and seats."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from gamification.events.models import Event, Question, Registration
from gamification.members.models import Member


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    """With `seated_registrations`, `waiting` and `seats_left`, the seats that are free (None without a limit)."""
    # Said apart, because of nothing and 0 PostgreSQL takes 0 for the greatest, SQLite nothing.
    seats_left = Case(When(seats__isnull=False, then=Greatest(F("seats") - F("seated"), 0)))
    seated_registrations, waiting = _number(Q(number__isnull=False)), _number(Q(number__isnull=True))
    return events.annotate(seated=seated_registrations, waiting=waiting).annotate(seats_left=seats_left)


def _number(of: Q) -> Coalesce:
    """Asked for the events of a page only, however many there are in the whole list."""
    rows = Registration.objects.filter(of, event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)


def upcoming(at: datetime | None = None) -> QuerySet[Event]:
    """What has not ended yet and was not cancelled, the next first."""
    return Event.objects.filter(ends_at__gt=at or timezone.now(), cancelled_at=None).order_by("starts_at", "pk")


def past(at: datetime | None = None) -> QuerySet[Event]:
    """What has ended, the last first."""
    return Event.objects.filter(ends_at__lte=at or timezone.now(), cancelled_at=None).order_by("-starts_at", "-pk")


def with_topics() -> QuerySet[Event]:
    """All events, with what their topics are called."""
    return Event.objects.prefetch_related("topics__names")


def registration_of(event: Event, member: Member | None) -> Registration | None:
    """The member's seat or place in the waiting list, if any."""
    return Registration.objects.filter(event=event, member=member).first() if member else None


def registrations_for(events: Iterable[Event], member: Member | None) -> dict[int, Registration]:
    """Her seats and places in waiting lists, by event."""
    if member is None:
        return {}
    return {
        registration.event_id: registration
        for registration in Registration.objects.filter(event__in=list(events), member=member)
    }


def may_see_link(event: Event, registration: Registration | None) -> bool:
    """The gate of the link: only who has a seat, and only while one can still come."""
    return bool(registration and registration.number and not event.cancelled_at and event.ends_at > timezone.now())


def waitlist_position(registration: Registration) -> int:
    """Her place in the waiting list: 1 moves up next."""
    before = Q(asked_at__lt=registration.asked_at) | Q(asked_at=registration.asked_at, pk__lt=registration.pk)
    return Registration.objects.filter(before, event=registration.event_id, number=None).count() + 1


def upcoming_registrations(member: Member) -> QuerySet[Registration]:
    """Where she will sit, or waits to, the next first; cancelled events too, so that she learns of it."""
    return (
        Registration.objects.filter(member=member, event__ends_at__gt=timezone.now())
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


def seated_registrations(event: Event) -> QuerySet[Registration]:
    """The seats that are taken, by name."""
    return event.registrations.exclude(number=None).select_related("member").order_by("member__name", "pk")
