"""What every change here begins with: lock, read anew, see who it is.

The order of locks is the same everywhere: members by id, mentorships by id, pacts; so no two changes wait for each
other. Two members are locked only where a pair begins, because a mentor's free places are counted then.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from gamification.members.models import Member
from gamification.mentors.models import Mentorship, Pact


class NotOpenError(Exception):
    """It was answered, ended, or changed meanwhile: this cannot be done any more."""


class StaleError(NotOpenError):
    """The wording is not the one that the person saw. `pact` is as it is stored now."""

    def __init__(self, pact: Pact) -> None:
        super().__init__(pact.pk)
        self.pact = pact


def lock_members(*members: Member) -> dict[int, Member]:
    """The members as they are now, locked, by id. Raises ValidationError when one of them has left the club."""
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=[member.pk for member in members])
    found = {member.pk: member for member in rows.order_by("pk")}
    for member in found.values():
        if member.left_at:
            raise ValidationError(_("%(name)s has left the club.") % {"name": member.name})
    return found


def lock_mentorship(pk: int) -> Mentorship:
    """The mentorship as it is now, locked."""
    return Mentorship.objects.select_for_update(no_key=True).get(pk=pk)


def lock_pact(pk: int) -> Pact:
    """The pact as it is now, locked together with its mentorship, which must be active.

    Raises NotOpenError when it is over, or was handed over between reading and locking.
    """
    mentorship = lock_mentorship(Pact.objects.values_list("mentorship", flat=True).get(pk=pk))
    pact = Pact.objects.select_for_update(no_key=True).get(pk=pk)
    if pact.mentorship_id != mentorship.pk or mentorship.state != Mentorship.State.ACTIVE:
        raise NotOpenError
    if pact.state not in Pact.OPEN:
        raise NotOpenError
    pact.mentorship = mentorship
    return pact


def role_of(mentorship: Mentorship, member: Member) -> str:
    """Which of the two she is: “mentor” or “mentee”. Raises PermissionDenied for anybody else."""
    if member.pk == mentorship.mentor_id:
        return "mentor"
    if member.pk == mentorship.mentee_id:
        return "mentee"
    raise PermissionDenied


def waits_for(mentorship: Mentorship, member: Member) -> bool:
    """Is it a proposal to which she has not said yes?"""
    accepted = getattr(mentorship, f"{role_of(mentorship, member)}_accepted_at")
    return mentorship.state == Mentorship.State.PROPOSED and accepted is None
