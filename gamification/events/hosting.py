"""Changes that the hosts make: the event itself, its end before it began, and the questions of the members."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gamification import signals
from gamification.events.models import Event, Question, TeaTalks
from gamification.events.services import NotOpenError, free_seat_numbers, is_open, lock_event, promote_waitlist
from gamification.events.tea_talks import make_talks
from gamification.members.models import Member

QUESTIONS_EACH = 5


class TooFewSeatsError(Exception):
    """More seats are taken than there would be; `taken` is how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class TooManyQuestionsError(Exception):
    """She has asked enough for one event."""


@transaction.atomic
def save_event(*, event: Event) -> Event:
    """Store a new event, or what was changed in one. More seats: the first who wait move up.

    Raises TooFewSeatsError when fewer seats are left than are taken. A form that was open while the event was
    cancelled does not bring it back.
    """
    if event.pk:
        before = lock_event(event)
        event.cancelled_at = before.cancelled_at
        taken = before.registrations.exclude(number=None).count()
        if event.seats is not None and event.seats < taken:
            raise TooFewSeatsError(taken)
    event.save()
    _renumber(event)
    if is_open(event):
        promote_waitlist(event)
    return event


def _renumber(event: Event) -> None:
    """With fewer seats than before, who sits on a number that is no more gets one that is free."""
    above = event.registrations.filter(number__gt=event.seats).order_by("number") if event.seats else []
    for registration, number in zip(above, free_seat_numbers(event), strict=False):
        registration.number = number
        registration.save(update_fields=["number"])


@transaction.atomic
def cancel_event(*, event: Event) -> Event:
    """Call the event off; everybody with a seat or in the waiting list is to be told. Repeats safely.

    Raises NotOpenError once it has begun: what took place cannot be called off.
    """
    event = lock_event(event)
    if event.cancelled_at:
        return event
    if not is_open(event):
        raise NotOpenError
    event.cancelled_at = timezone.now()
    event.save(update_fields=["cancelled_at", "changed_at"])
    signals.event_cancelled.send(Event, event=event)
    return event


@transaction.atomic
def save_series(*, series: TeaTalks) -> TeaTalks:
    """Store a series of tea talks. A new link or title goes to the coming talks too, but for those that were given
    another by hand; when the vote is closed already, the talks are made.
    """
    before = TeaTalks.objects.select_for_update().filter(pk=series.pk).first()
    series.save()
    if before:
        coming = series.events.filter(starts_at__gt=timezone.now())
        for field in ("title", "link"):
            same = coming.filter(**{field: getattr(before, field)})
            if getattr(series, field) != getattr(before, field):
                same.update(**{field: getattr(series, field)}, changed_at=timezone.now())
    make_talks(series=series)
    return series


@transaction.atomic
def ask_question(*, event: Event, member: Member, text: str) -> Question:
    """Ask before the event. The same words sent twice are one question.

    Raises NotOpenError once it has begun or was cancelled, TooManyQuestionsError beyond five of one member.
    """
    event = lock_event(event)
    if not is_open(event):
        raise NotOpenError
    mine = event.questions.filter(member=member)
    if same := mine.filter(text=text).first():
        return same
    if mine.count() >= QUESTIONS_EACH:
        raise TooManyQuestionsError
    return Question.objects.create(event=event, member=member, text=text)


@transaction.atomic
def mark_answered(*, event: Event, answered: Iterable[int]) -> None:
    """Say for every question of the event whether it was answered: `answered` are the ids of those that were."""
    ids = list(answered)
    event.questions.filter(pk__in=ids, answered_at=None).update(answered_at=timezone.now())
    event.questions.exclude(pk__in=ids).update(answered_at=None)
