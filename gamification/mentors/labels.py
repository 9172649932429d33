"""Dates and states of this room in words."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gamification.mentors.models import Mentorship, Pact


def days_left(due_on: date, today: date) -> str:
    """How long until a day, or since."""
    days = (due_on - today).days
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    if days == 0:
        return _("due today")
    return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}


class Line(NamedTuple):
    """A line of the history."""

    at: datetime
    text: str


def history(mentorship: Mentorship, pacts: list[Pact]) -> list[Line]:
    """What happened between the two, the oldest first."""
    names = {"mentor": mentorship.mentor.name, "member": mentorship.mentee.name}
    lines: list[tuple[datetime | None, str]] = [
        (mentorship.proposed_at, _("Proposed by %(who)s") % {"who": _proposer(mentorship)})
    ]
    lines += [(mentorship.mentor_accepted_at, _("%(mentor)s has accepted") % names)]
    lines += [(mentorship.mentee_accepted_at, _("%(member)s has accepted") % names)]
    for pact in pacts:
        lines += [(pact.ended_at, _("Pact: %(state)s") % {"state": pact.get_state_display()})]
        if pact.state in (Pact.State.AGREED, Pact.State.PAUSED) and pact.mentor_agreed_at and pact.mentee_agreed_at:
            lines += [(max(pact.mentor_agreed_at, pact.mentee_agreed_at), _("Both have agreed to the pact"))]
    lines += [(mentorship.ended_at, _("Mentorship: %(state)s") % {"state": mentorship.get_state_display()})]
    return sorted(Line(at, text) for at, text in lines if at)


def _proposer(mentorship: Mentorship) -> str:
    for member in (mentorship.mentor, mentorship.mentee):
        if member.person_id == mentorship.proposed_by_id:
            return member.name
    return _("the mentor before") if mentorship.follows_id else _("an administrator of the club")
