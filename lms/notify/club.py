"""Facts of the club that a person is told by mail. Receivers write rows and nothing else.

What members wrote to each other, and of each other, is read on the site only.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.dispatch import receiver
from django.utils.formats import date_format
from django.utils.timezone import localtime

from gamification import signals
from gamification.members.models import Member
from gamification.members.time_zones import zone_name
from gamification.mentors.models import Mentorship
from gamification.practices.models import Practice, PracticeUse
from lms.notify.receivers import absolute
from lms.notify.services import tell


def _tell(fact: str, member: Member, letter: str, context: Callable[[], dict[str, Any]]) -> None:
    tell(fact=f"club-{fact}", person=member.person, template=f"notify/club/{letter}.txt", context=context)


def moment(at: datetime, zone: str) -> str:
    """Day and hour by the clock of the place, and whose clock that is."""
    return f"{date_format(localtime(at, ZoneInfo(zone)), 'DATETIME_FORMAT')} ({zone_name(zone, at)})"


def _meeting(event: Any) -> dict[str, Any]:
    return {
        "title": event.title,
        "starts": moment(event.starts_at, event.zone),
        "event_url": absolute("event", pk=event.pk),
        "events_url": absolute("events"),
    }


@receiver(signals.registration_confirmed)
def tell_seat(registration: Any, **_facts: Any) -> None:
    """She has a seat, at once or up from the waiting list."""
    _tell(f"seat:{registration.pk}", registration.member, "seat_given", lambda: _meeting(registration.event))


@receiver(signals.event_cancelled)
def tell_cancelled(event: Any, **_facts: Any) -> None:
    """Everybody who sits or waits."""
    for registration in event.registrations.select_related("member__person"):
        _tell(f"event-cancelled:{event.pk}", registration.member, "event_cancelled", lambda: _meeting(event))


@receiver(signals.task_given)
def tell_task(given: Any, **_facts: Any) -> None:
    """What to do is read on the site."""

    def context() -> dict[str, Any]:
        due = date_format(given.due_on, "DATE_FORMAT")
        return {"title": given.task.title, "due": due, "task_url": absolute("my-task", pk=given.pk)}

    _tell(f"task:{given.pk}", given.member, "task_given", context)


@receiver(signals.mentorship_proposed)
def tell_proposed(mentorship: Mentorship, **_facts: Any) -> None:
    """Who has not yet said yes."""
    waiting = {mentorship.mentor: mentorship.mentor_accepted_at, mentorship.mentee: mentorship.mentee_accepted_at}
    for member in (member for member, accepted_at in waiting.items() if accepted_at is None):
        as_mentor = member == mentorship.mentor
        _tell(
            f"mentorship-proposed:{mentorship.pk}",
            member,
            "mentorship_proposed",
            partial(_pair, mentorship, as_mentor=as_mentor),
        )


@receiver(signals.mentorship_answered)
def tell_answered(mentorship: Mentorship, **_facts: Any) -> None:
    """Who proposed it; where that was an administrator, both, but nobody is told her own refusal."""
    active = mentorship.state == Mentorship.State.ACTIVE
    for member in _who_waits_for_the_answer(mentorship, active):
        _tell(
            f"mentorship-answered:{mentorship.pk}",
            member,
            "mentorship_answered",
            partial(_pair, mentorship, active=active),
        )


@receiver(signals.pact_ended)
def tell_pact_ended(pact: Any, **_facts: Any) -> None:
    """Both, with where to read what came of it."""
    mentorship = pact.mentorship
    done = pact.state == pact.State.DONE
    for member in (mentorship.mentor, mentorship.mentee):
        _tell(f"pact-ended:{pact.pk}", member, "pact_ended", partial(_pair, mentorship, done=done))


@receiver(signals.practice_reviewed)
def tell_reviewed_practice(practice: Practice, **_facts: Any) -> None:
    """Published, or returned; the comments are read on the site. Each check is a fact: a report may be sent again."""
    published = practice.state == Practice.State.PUBLISHED
    name = "practice" if published else "practice-edit"
    _tell(
        f"practice:{practice.pk}:{practice.edit}",
        practice.author,
        "practice_reviewed",
        lambda: {"title": practice.title, "published": published, "practice_url": absolute(name, pk=practice.pk)},
    )


@receiver(signals.practice_used)
def tell_used(use: PracticeUse, **_facts: Any) -> None:
    """The author, that others took it up; who told of it, that it stands on the page now."""
    for member, as_author in ((use.practice.author, True), (use.member, False)):
        _tell(
            f"practice-used:{use.pk}",
            member,
            "practice_used",
            partial(_used, use, as_author),
        )


@receiver(signals.speaker_invited)
def tell_invited(entry: Any, **_facts: Any) -> None:
    """A place in the programme of #ЧоңОй, and until when it is kept for her."""
    season = entry.speaker_list.season
    _tell(
        f"speaker:{entry.pk}",
        entry.standing.member,
        "speaker_invited",
        lambda: {"answer_by": moment(entry.answer_by, season.zone), "invitation_url": absolute("my-invitation")},
    )


@receiver(signals.star_entered)
def tell_reversed(entry: Any, **_facts: Any) -> None:
    """Stars taken back, with the reason; of stars that come she reads on her page."""
    if entry.reverses_id:
        _tell(
            f"star-reversed:{entry.pk}",
            entry.member,
            "star_reversed",
            lambda: {"title": entry.title, "reason": entry.reason, "stars_url": absolute("my-stars")},
        )


def _pair(mentorship: Mentorship, **more: Any) -> dict[str, Any]:
    addresses = {"mentorship_url": absolute("mentorship", pk=mentorship.pk), "mentoring_url": absolute("mentoring")}
    return {**addresses, **more}


def _used(use: PracticeUse, as_author: bool) -> dict[str, Any]:
    address = absolute("practice", pk=use.practice_id)
    return {"title": use.practice.title, "as_author": as_author, "practice_url": address}


def _who_waits_for_the_answer(mentorship: Mentorship, active: bool) -> Iterable[Member]:
    both = {mentorship.mentor: mentorship.mentor_accepted_at, mentorship.mentee: mentorship.mentee_accepted_at}
    proposers = [member for member in both if member.person_id == mentorship.proposed_by_id]
    return proposers or [member for member, accepted_at in both.items() if active or accepted_at]
