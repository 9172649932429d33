"""On the way: the check-ins, and pauses."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gamification.members.models import Member
from gamification.mentors.dates import DAYS_BETWEEN_TALKS, check_order
from gamification.mentors.models import CheckIn, Pact
from gamification.mentors.services.locks import NotOpenError, lock_pact, role_of

State = Pact.State


@transaction.atomic
def record_check_in(*, check_in: CheckIn, by: Member, held_on: date, note: str = "") -> CheckIn:
    """Write down that a talk was held, with a note for the two. One after another, two weeks apart at least, so that
    three of them cannot be made up in an afternoon.

    Raises NotOpenError when it is held already or the pact is not in force, ValidationError for a bad day.
    """
    pact, now = _lock(check_in, by)
    _check_day(pact, now, held_on)
    now.held_on, now.note, now.noted_by = held_on, note.strip(), by
    now.held_with = pact.mentorship.mentor
    now.save()
    return now


def _lock(check_in: CheckIn, by: Member) -> tuple[Pact, CheckIn]:
    pact = lock_pact(check_in.pact_id)
    role_of(pact.mentorship, by)
    now = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if pact.state != State.AGREED or now.held_on:
        raise NotOpenError
    return pact, now


def _check_day(pact: Pact, check_in: CheckIn, held_on: date) -> None:
    first = pact.starts_on
    for earlier in pact.check_ins.filter(number__lt=check_in.number):
        if earlier.held_on is None:
            raise ValidationError(_("The check-in before this one is not written down yet."))
        first = earlier.held_on + timedelta(DAYS_BETWEEN_TALKS)
    if held_on > timezone.localdate():
        raise ValidationError(_("This day is still to come. Write it down after the talk."))
    if held_on < first:
        raise ValidationError(
            _("Between two check-ins lie two weeks or more: this one can be held from %(day)s.")
            % {"day": date_format(first)}
        )


@transaction.atomic
def reschedule_check_in(*, check_in: CheckIn, by: Member, due_on: date) -> CheckIn:
    """Plan a talk for another day, between the one before and the one after. Raises as `record_check_in`."""
    pact, now = _lock(check_in, by)
    dates = [due_on if each.pk == now.pk else each.due_on for each in pact.check_ins.all()]
    check_order(pact.starts_on, dates, pact.due_on)
    now.due_on = due_on
    now.save()
    return now


@transaction.atomic
def pause(*, pact: Pact, by: Member, reason: str, on: date | None = None) -> Pact:
    """Life comes first: nothing is due from today until it is resumed. Either of the two. Raises NotOpenError when
    it is not in force.
    """
    now = lock_pact(pact.pk)
    role_of(now.mentorship, by)
    if now.state != State.AGREED:
        raise NotOpenError
    now.state, now.paused_on, now.pause_reason = State.PAUSED, on or timezone.localdate(), Pact.Pause(reason)
    now.end_said_by, now.end_said_at = None, None
    now.save()
    return now


@transaction.atomic
def resume(*, pact: Pact, by: Member, on: date | None = None) -> Pact:
    """Go on: the end, and the check-ins not yet held, are later by the length of the pause. Raises NotOpenError
    when it is not paused.
    """
    now = lock_pact(pact.pk)
    role_of(now.mentorship, by)
    if now.state != State.PAUSED or now.paused_on is None:
        raise NotOpenError
    days = max(((on or timezone.localdate()) - now.paused_on).days, 0)
    now.due_on += timedelta(days)
    now.paused_days += days
    now.state, now.paused_on, now.pause_reason = State.AGREED, None, ""
    now.save()
    for check_in in now.check_ins.filter(held_on=None):
        check_in.due_on += timedelta(days)
        check_in.save()
    return now
