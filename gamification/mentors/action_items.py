"""Who needs her now: what waits for one of the two in a mentorship, the most pressing first. Pure."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gamification.members.models import Member
from gamification.mentors.models import Mentorship, Pact
from gamification.mentors.services.locks import role_of, waits_for

DAYS_BEFORE_A_TALK = 7
DAYS_WITHOUT_A_PACT = 14
DAYS_OF_SILENCE = 45
DAYS_OF_PAUSE = 90
ORDER = ("answer", "confirm", "agree", "past", "late", "due", "orphan", "no-pact", "silence", "pause")


class ActionItem(NamedTuple):
    """One thing that waits: its kind (of ORDER), in words, and since or until when."""

    kind: str
    text: str
    day: date

    @property
    def rank(self) -> tuple[int, date]:
        """The most pressing kind first, then the earliest day."""
        return ORDER.index(self.kind), self.day


def action_items(mentorship: Mentorship, pact: Pact | None, member: Member, today: date) -> list[ActionItem]:
    """What waits for her in this mentorship; `pact` is the open one, with its check-ins loaded."""
    if mentorship.state == Mentorship.State.PROPOSED:
        found = _proposal(mentorship, member)
    elif mentorship.state == Mentorship.State.ACTIVE:
        found = _pact(mentorship, pact, member, today) if pact else _no_pact(mentorship, today)
    elif pact and member.pk == mentorship.mentee_id:
        found = [ActionItem("orphan", _("Your mentor has left the club. Find another, and the pact goes on."), today)]
    else:
        found = []
    return sorted(found, key=lambda item: item.rank)


def _proposal(mentorship: Mentorship, member: Member) -> list[ActionItem]:
    if not waits_for(mentorship, member):
        return []
    return [ActionItem("answer", _("A proposal waits for your answer."), _day(mentorship.proposed_at))]


def _no_pact(mentorship: Mentorship, today: date) -> list[ActionItem]:
    accepted = [at for at in (mentorship.mentor_accepted_at, mentorship.mentee_accepted_at) if at]
    since = _day(max(accepted)) if accepted else today
    if (today - since).days < DAYS_WITHOUT_A_PACT:
        return []
    return [ActionItem("no-pact", _("There is no pact. Write one, or end the mentorship."), since)]


def _pact(mentorship: Mentorship, pact: Pact, member: Member, today: date) -> list[ActionItem]:
    if pact.state == Pact.State.DRAFT:
        return _draft(mentorship, pact, member)
    if pact.state == Pact.State.PAUSED and pact.paused_on:
        long = (today - pact.paused_on).days > DAYS_OF_PAUSE
        return (
            [ActionItem("pause", _("Paused since %s.") % date_format(pact.paused_on), pact.paused_on)] if long else []
        )
    found = _check_in(pact, today)
    if pact.end_said_by_id and pact.end_said_by_id != member.pk:
        said = _day(pact.end_said_at) if pact.end_said_at else today
        found.append(ActionItem("confirm", _("It is said to be carried out: confirm, or say what is missing."), said))
    elif pact.due_on < today:
        found.append(ActionItem("past", _("The pact was due on %s.") % date_format(pact.due_on), pact.due_on))
    return found or _silence(pact, today)


def _draft(mentorship: Mentorship, pact: Pact, member: Member) -> list[ActionItem]:
    role = role_of(mentorship, member)
    if getattr(pact, f"{role}_agreed_at"):
        return []
    written = [at for at in (pact.mentor_agreed_at, pact.mentee_agreed_at) if at]
    since = _day(max(written)) if written else pact.starts_on
    return [ActionItem("agree", _("The pact waits for your agreement."), since)]


def _check_in(pact: Pact, today: date) -> list[ActionItem]:
    """Only the next one: it comes before the others."""
    check_in = next((check_in for check_in in pact.check_ins.all() if check_in.held_on is None), None)
    if check_in is None or check_in.due_on > today + timedelta(DAYS_BEFORE_A_TALK):
        return []
    facts = {"number": check_in.number, "day": date_format(check_in.due_on)}
    if check_in.due_on < today:
        return [ActionItem("late", _("Check-in %(number)s was due on %(day)s.") % facts, check_in.due_on)]
    return [ActionItem("due", _("Check-in %(number)s is due on %(day)s.") % facts, check_in.due_on)]


def _silence(pact: Pact, today: date) -> list[ActionItem]:
    """No sign of life for long: the last talk, or the day the pact came into force."""
    signs = [check_in.held_on for check_in in pact.check_ins.all() if check_in.held_on]
    signs += [_day(at) for at in (pact.mentor_agreed_at, pact.mentee_agreed_at) if at]
    last = max(signs, default=pact.starts_on)
    if (today - last).days <= DAYS_OF_SILENCE:
        return []
    return [ActionItem("silence", _("No word since %s. Ask how it goes.") % date_format(last), last)]


def _day(moment: date) -> date:
    """The day of a moment, here."""
    return timezone.localtime(moment).date()  # type: ignore[arg-type]
