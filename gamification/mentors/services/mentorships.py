"""Who mentors whom: propose, answer, assign, hand over, end."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access.policy import can
from gamification import signals
from gamification.members.models import Member
from gamification.mentors.models import Mentorship, Pact
from gamification.mentors.services.locks import NotOpenError, lock_members, lock_mentorship, role_of, waits_for

State = Mentorship.State
MOST_UNANSWERED = 3
DAYS_AFTER_NO = 180


@transaction.atomic
def propose(*, mentor: Member, mentee: Member, by: Any) -> Mentorship:
    """Propose that one mentors the other; `by` is a person: one of the two (who accepts thereby) or an administrator.

    Was the same proposed from the other side, then this accepts it. Raises ValidationError, with the reason in words,
    for who has left, a pair that is open, a mentor without a free place, a repeat soon after a no, too many unanswered.
    """
    if mentor.pk == mentee.pk:
        raise ValidationError(_("Nobody is her own mentor."))
    fresh = lock_members(mentor, mentee)
    proposer = _proposer(mentor, mentee, by)
    if waiting := _open_pair(mentor, mentee):
        if proposer and waiting.mentor_id == mentor.pk and waits_for(waiting, proposer):
            return answer(mentorship=waiting, member=proposer, accept=True)
        raise ValidationError(_("The two have an open proposal or work together already."))
    check_capacity(fresh[mentor.pk])
    if proposer:
        _check_patience(mentor, mentee, by)
    now = timezone.now()
    made = Mentorship.objects.create(
        mentor=mentor,
        mentee=mentee,
        proposed_by=by,
        mentor_accepted_at=now if proposer == mentor else None,
        mentee_accepted_at=now if proposer == mentee else None,
    )
    signals.mentorship_proposed.send(Mentorship, mentorship=made)
    return made


def _proposer(mentor: Member, mentee: Member, by: Any) -> Member | None:
    """Which of the two it is; None for an administrator."""
    for member in (mentor, mentee):
        if member.person_id == by.pk:
            return member
    if not can(by, "mentors.manage"):
        raise PermissionDenied
    return None


def _open_pair(one: Member, other: Member) -> Mentorship | None:
    """What is open between the two, in either direction: nobody is mentor and mentee of the same person at once."""
    pair = Q(mentor=one, mentee=other) | Q(mentor=other, mentee=one)
    return Mentorship.objects.filter(pair, state__in=Mentorship.OPEN).first()


def check_capacity(mentor: Member) -> None:
    """Raise ValidationError when the mentor has no free place. True until the end of the transaction only under the
    lock of her row, which everybody takes who makes a mentorship active.
    """
    if Mentorship.objects.filter(mentor=mentor, state=State.ACTIVE).count() >= mentor.mentors_up_to:
        raise ValidationError(_("%(name)s has no free place for another member now.") % {"name": mentor.name})


def _check_patience(mentor: Member, mentee: Member, by: Any) -> None:
    mine = Mentorship.objects.filter(proposed_by=by)
    since = timezone.now() - timedelta(DAYS_AFTER_NO)
    if mine.filter(mentor=mentor, mentee=mentee, state=State.DECLINED, ended_at__gte=since).exists():
        raise ValidationError(_("She has declined not long ago. Please choose another person."))
    if mine.filter(state=State.PROPOSED).count() >= MOST_UNANSWERED:
        raise ValidationError(_("You are waiting for %(count)s answers already.") % {"count": MOST_UNANSWERED})


@transaction.atomic
def answer(*, mentorship: Mentorship, member: Member, accept: bool, reason: str = "") -> Mentorship:
    """Accept or decline; active once both have accepted and the mentor has a free place (else ValidationError).

    Who proposed it takes it back by declining. Raises NotOpenError when it was answered already, PermissionDenied
    for anybody but the two.
    """
    role_of(mentorship, member)
    members = lock_members(mentorship.mentor, mentorship.mentee) if accept else {}
    if mentorship.follows_id:
        lock_mentorship(mentorship.follows_id)
    now = lock_mentorship(mentorship.pk)
    if now.state != State.PROPOSED:
        raise NotOpenError
    if not accept:
        return _decline(now, member, reason)
    setattr(now, f"{role_of(now, member)}_accepted_at", timezone.now())
    if now.mentor_accepted_at and now.mentee_accepted_at:
        return _activate(now, members[now.mentor_id])
    now.save()
    return now


def _decline(mentorship: Mentorship, member: Member, reason: str) -> Mentorship:
    own = mentorship.proposed_by_id == member.person_id
    _close(mentorship, State.ENDED if own else State.DECLINED, reason)
    if not own:
        signals.mentorship_answered.send(Mentorship, mentorship=mentorship)
    return mentorship


def _close(mentorship: Mentorship, state: str, reason: str = "") -> None:
    """It is over. What had been meant to follow it, or what it was meant to follow, is free for another."""
    if mentorship.state == State.PROPOSED:
        mentorship.follows = None
    mentorship.state, mentorship.ended_at, mentorship.reason = state, timezone.now(), reason.strip()
    mentorship.save()


def _activate(mentorship: Mentorship, mentor: Member) -> Mentorship:
    check_capacity(mentor)
    before = mentorship.follows or _left_alone(mentorship.mentee_id)
    mentorship.state, mentorship.follows = State.ACTIVE, before
    mentorship.save()
    if before:
        _take_over(before, mentorship)
    signals.mentorship_answered.send(Mentorship, mentorship=mentorship)
    return mentorship


def _left_alone(mentee: int) -> Mentorship | None:
    """A mentorship whose mentor has left the club while a pact was open: the next mentor takes that over."""
    ended = Mentorship.objects.filter(mentee=mentee, state=State.ENDED, pacts__state__in=Pact.OPEN, followed_by=None)
    return ended.order_by("ended_at").first()


def _take_over(before: Mentorship, after: Mentorship) -> None:
    """The open pact goes on with its check-ins. Who accepts a mentorship accepts the pact that is in force; to one
    that is only being written she has to agree.
    """
    pact = Pact.objects.filter(mentorship=before, state__in=Pact.OPEN).first()
    if pact:
        pact.mentorship, pact.end_said_by, pact.end_said_at, pact.result = after, None, None, ""
        pact.mentor_agreed_at = None if pact.state == Pact.State.DRAFT else timezone.now()
        pact.save()
    if pact or before.state == State.ACTIVE:
        _close(before, State.HANDED_OVER)


@transaction.atomic
def assign(*, mentor: Member, mentee: Member, by: Any) -> Mentorship:
    """An administrator puts the two together: active at once, both are told. A waiting proposal of theirs is used.

    Raises PermissionDenied for who is not one, or is one of the two; ValidationError as `propose`.
    """
    fresh = lock_members(mentor, mentee)
    if len(fresh) < 2 or not can(by, "mentors.manage") or by.pk in {member.person_id for member in fresh.values()}:
        raise PermissionDenied
    made = _open_pair(mentor, mentee)
    if made and (made.state == State.ACTIVE or made.mentor_id != mentor.pk):
        raise ValidationError(_("The two have an open proposal or work together already."))
    made = made or Mentorship(mentor=mentor, mentee=mentee, proposed_by=by)
    now = timezone.now()
    made.mentor_accepted_at, made.mentee_accepted_at = made.mentor_accepted_at or now, made.mentee_accepted_at or now
    return _activate(made, fresh[mentor.pk])


@transaction.atomic
def hand_over(*, mentorship: Mentorship, to: Member, by: Any) -> Mentorship:
    """Hand the member over to another mentor. The mentor proposes it, and stays until the other two have accepted;
    an administrator does it at once. The pact goes on. Returns the mentorship that follows.
    """
    fresh = lock_members(to, mentorship.mentee)
    old = lock_mentorship(mentorship.pk)
    if old.state != State.ACTIVE:
        raise NotOpenError
    if Mentorship.objects.filter(follows=old).exists():
        raise ValidationError(_("It was proposed to another mentor already. Wait for the answer, or take it back."))
    if _open_pair(to, mentorship.mentee):
        raise ValidationError(_("The two have an open proposal or work together already."))
    check_capacity(fresh[to.pk])
    at_once = by.pk != old.mentor.person_id
    if at_once and (not can(by, "mentors.manage") or by.pk in (to.person_id, old.mentee.person_id)):
        raise PermissionDenied
    made = Mentorship(mentor=to, mentee=old.mentee, proposed_by=by, follows=old)
    if at_once:
        made.mentor_accepted_at = made.mentee_accepted_at = timezone.now()
        return _activate(made, fresh[to.pk])
    made.save()
    signals.mentorship_proposed.send(Mentorship, mentorship=made)
    return made


@transaction.atomic
def end_mentorship(*, mentorship: Mentorship, by: Any, reason: str = "") -> Mentorship:
    """End it at once: either of the two, or an administrator. An open pact is given up with it.

    Raises NotOpenError when it is not active, PermissionDenied for anybody else.
    """
    old = lock_mentorship(mentorship.pk)
    two = {old.mentor.person_id, old.mentee.person_id}
    if by.pk not in two and not can(by, "mentors.manage"):
        raise PermissionDenied
    if old.state != State.ACTIVE:
        raise NotOpenError
    _give_up_pact(old)
    _end(old, reason)
    return old


def _end(mentorship: Mentorship, reason: str = "") -> None:
    """A hand-over that waits for its answer becomes a proposal like any other."""
    Mentorship.objects.filter(follows=mentorship, state=State.PROPOSED).update(follows=None)
    _close(mentorship, State.ENDED, reason)


def _give_up_pact(mentorship: Mentorship) -> None:
    for pact in Pact.objects.filter(mentorship=mentorship, state__in=Pact.OPEN):
        pact.state, pact.paused_on, pact.ended_at = Pact.State.GIVEN_UP, None, timezone.now()
        pact.save()
        signals.pact_ended.send(Pact, pact=pact)


@transaction.atomic
def end_all(*, member: Member) -> None:
    """She has left the club. As a member led by others, her pacts are given up; the pacts of those she led are paused
    and wait for the next mentor.
    """
    rows = Mentorship.objects.select_for_update(no_key=True).filter(Q(mentor=member) | Q(mentee=member))
    for mentorship in rows.filter(state__in=Mentorship.OPEN).order_by("pk"):
        if mentorship.mentee_id == member.pk:
            _give_up_pact(mentorship)
        else:
            _pause_pact(mentorship)
        _end(mentorship)


def _pause_pact(mentorship: Mentorship) -> None:
    Pact.objects.filter(mentorship=mentorship, state=Pact.State.AGREED).update(
        state=Pact.State.PAUSED,
        paused_on=timezone.localdate(),
        pause_reason=Pact.Pause.OTHER,
        end_said_by=None,
        end_said_at=None,
        result="",
    )
