"""The pact: its wording, to which both agree, and its end, which both confirm."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gamification import signals
from gamification.members.models import Member
from gamification.mentors.dates import check_due, spread
from gamification.mentors.models import CheckIn, GivenTask, Mentorship, Pact
from gamification.mentors.services.locks import NotOpenError, StaleError, lock_mentorship, lock_pact, role_of
from gamification.mentors.services.rewards import award_both

State = Pact.State


@transaction.atomic
def write_pact(
    *,
    mentorship: Mentorship,
    by: Member,
    edit: int,
    task: str,
    measure: str,
    due_on: date,
    given: GivenTask | None = None,
) -> Pact:
    """Write the first wording, or another one. Who writes agrees thereby; the other's agreement is withdrawn.

    `edit` is the number of the wording that the writer saw, 0 for none: was it changed since, StaleError brings the
    newer one and nothing is written. The same words again change nothing. Raises ValidationError for a bad date.
    """
    now = lock_mentorship(mentorship.pk)
    role = role_of(now, by)
    if now.state != Mentorship.State.ACTIVE:
        raise NotOpenError
    pact = Pact.objects.select_for_update(no_key=True).filter(mentorship=now, state__in=Pact.OPEN).first()
    if pact and pact.edit != edit:
        raise StaleError(pact)
    pact = pact or Pact(mentorship=now, starts_on=timezone.localdate(), edit=0)
    if pact.state == State.PAUSED:
        raise NotOpenError
    words = {"task": task.strip(), "measure": measure.strip(), "due_on": due_on, "given": given}
    if pact.pk and all(getattr(pact, field) == value for field, value in words.items()):
        return pact
    _check(pact, now, due_on, given)
    moved = pact.due_on != due_on
    for field, value in words.items():
        setattr(pact, field, value)
    return _store(pact, role, moved)


def _check(pact: Pact, mentorship: Mentorship, due_on: date, given: GivenTask | None) -> None:
    try:
        check_due(pact.starts_on, due_on, pact.paused_days)
    except ValidationError as refusal:
        raise ValidationError({"due_on": refusal.messages}) from refusal
    if given is None or given.pk == pact.given_id:
        return
    taken = Pact.objects.filter(given=given).exclude(state=State.GIVEN_UP).exists()
    if given.member_id != mentorship.mentee_id or given.done_on or taken:
        raise ValidationError({"given": _("This task is done already, or has another pact.")})


def _store(pact: Pact, role: str, moved: bool) -> Pact:
    pact.state, pact.edit = State.DRAFT, pact.edit + 1
    pact.mentor_agreed_at = pact.mentee_agreed_at = None
    setattr(pact, f"{role}_agreed_at", timezone.now())
    pact.end_said_by, pact.end_said_at, pact.result = None, None, ""
    pact.save()
    if moved:
        _spread(pact)
    return pact


def _spread(pact: Pact) -> None:
    """Days for the talks that are still to be held, from the last one that was."""
    check_ins = {check_in.number: check_in for check_in in pact.check_ins.all()}
    held = [check_in for check_in in check_ins.values() if check_in.held_on]
    begin = max([pact.starts_on, *(max(check_in.held_on or check_in.due_on, check_in.due_on) for check_in in held)])
    todo = [number for number in (1, 2, 3) if number not in {check_in.number for check_in in held}]
    for number, day in zip(todo, spread(min(begin, pact.due_on), pact.due_on, len(todo)), strict=True):
        CheckIn.objects.update_or_create(pact=pact, number=number, defaults={"due_on": day})


@transaction.atomic
def agree(*, pact: Pact, by: Member, edit: int) -> Pact:
    """Agree to the wording of this number; in force once both have. Raises StaleError when it was changed since,
    NotOpenError when there is nothing to agree to.
    """
    now = lock_pact(pact.pk)
    role = role_of(now.mentorship, by)
    if now.edit != edit:
        raise StaleError(now)
    if now.state != State.DRAFT:
        raise NotOpenError
    setattr(now, f"{role}_agreed_at", getattr(now, f"{role}_agreed_at") or timezone.now())
    both = now.mentor_agreed_at and now.mentee_agreed_at
    now.state = State.AGREED if both else State.DRAFT
    now.save()
    if both:
        signals.pact_agreed.send(Pact, pact=now)
    return now


@transaction.atomic
def end_pact(*, pact: Pact, by: Member, done: bool, result: str) -> Pact:
    """End it. Given up: at once, by either. Carried out: one says so, with the result, and the other confirms by
    saying so too; only then it ends, the task is done, and, with all three check-ins held, both get their stars.

    Raises NotOpenError when it has ended, or is not in force.
    """
    now = lock_pact(pact.pk)
    role_of(now.mentorship, by)
    if not done:
        return _finish(now, State.GIVEN_UP, result)
    if now.state != State.AGREED:
        raise NotOpenError
    if now.end_said_by_id in (None, by.pk):
        now.end_said_by, now.end_said_at, now.result = by, timezone.now(), result.strip()
        now.save()
        return now
    return _carried_out(now, "\n\n".join(filter(None, (now.result, result.strip()))))


@transaction.atomic
def confirm_completion(*, pact: Pact, by: Member) -> Pact:
    """Confirm what the other has said. Raises NotOpenError when she took it back meanwhile."""
    now = lock_pact(pact.pk)
    role_of(now.mentorship, by)
    if now.state != State.AGREED or now.end_said_by_id in (None, by.pk):
        raise NotOpenError
    return _carried_out(now, now.result)


def _carried_out(pact: Pact, result: str) -> Pact:
    _finish(pact, State.DONE, result)
    GivenTask.objects.filter(pacts=pact, done_on=None).update(done_on=timezone.localdate())
    award_both(pact)
    return pact


def _finish(pact: Pact, state: str, result: str) -> Pact:
    pact.state, pact.paused_on, pact.ended_at, pact.result = state, None, timezone.now(), result.strip()
    pact.save()
    signals.pact_ended.send(Pact, pact=pact)
    return pact


@transaction.atomic
def reopen_pact(*, pact: Pact, by: Member) -> Pact:
    """Take back, or answer with “not yet”, that it was carried out. What was written of the result stays in place
    for the next time.
    """
    now = lock_pact(pact.pk)
    role_of(now.mentorship, by)
    if now.end_said_by_id is None:
        raise NotOpenError
    now.end_said_by, now.end_said_at = None, None
    now.save()
    return now
