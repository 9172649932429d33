"""Receivers that notify members of facts of the club. They add rows to the outbox and nothing else.

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
from lms.notify.services import notify


def _notify(fact: str, member: Member, template: str, context: Callable[[], dict[str, Any]]) -> None:
    notify(fact=f"club-{fact}", person=member.person, template=f"notify/club/{template}.txt", context=context)


def moment(at: datetime, zone: str) -> str:
    """Return day and hour in a time zone, with the name of the zone."""
    return f"{date_format(localtime(at, ZoneInfo(zone)), 'DATETIME_FORMAT')} ({zone_name(zone, at)})"


def _meeting(event: Any) -> dict[str, Any]:
    return {
        "title": event.title,
        "starts": moment(event.starts_at, event.zone),
        "event_url": absolute("event", pk=event.pk),
        "events_url": absolute("events"),
    }


@receiver(signals.registration_confirmed)
def notify_seat(registration: Any, **_facts: Any) -> None:
    """Notify a member who has a seat, at once or from the waiting list."""
    _notify(f"seat:{registration.pk}", registration.member, "seat_given", lambda: _meeting(registration.event))


@receiver(signals.event_cancelled)
def notify_cancelled(event: Any, **_facts: Any) -> None:
    """Notify everybody who is registered or waits."""
    for registration in event.registrations.select_related("member__person"):
        _notify(f"event-cancelled:{event.pk}", registration.member, "event_cancelled", lambda: _meeting(event))


@receiver(signals.task_given)
def notify_task(given: Any, **_facts: Any) -> None:
    """Notify a member of a practical task; what to do is read on the site."""

    def context() -> dict[str, Any]:
        due = date_format(given.due_on, "DATE_FORMAT")
        return {"title": given.task.title, "due": due, "task_url": absolute("my-task", pk=given.pk)}

    _notify(f"task:{given.pk}", given.member, "task_given", context)


@receiver(signals.mentorship_proposed)
def notify_proposed(mentorship: Mentorship, **_facts: Any) -> None:
    """Notify those of the two who have not yet agreed."""
    waiting = {mentorship.mentor: mentorship.mentor_accepted_at, mentorship.mentee: mentorship.mentee_accepted_at}
    for member in (member for member, accepted_at in waiting.items() if accepted_at is None):
        as_mentor = member == mentorship.mentor
        _notify(
            f"mentorship-proposed:{mentorship.pk}",
            member,
            "mentorship_proposed",
            partial(_pair, mentorship, as_mentor=as_mentor),
        )


@receiver(signals.mentorship_answered)
def notify_answered(mentorship: Mentorship, **_facts: Any) -> None:
    """Notify the proposer, or both where an administrator proposed it; nobody is notified of their own refusal."""
    active = mentorship.state == Mentorship.State.ACTIVE
    for member in _recipients_of_answer(mentorship, active):
        _notify(
            f"mentorship-answered:{mentorship.pk}",
            member,
            "mentorship_answered",
            partial(_pair, mentorship, active=active),
        )


@receiver(signals.pact_ended)
def notify_pact_ended(pact: Any, **_facts: Any) -> None:
    """Notify both, with the address of the result."""
    mentorship = pact.mentorship
    done = pact.state == pact.State.DONE
    for member in (mentorship.mentor, mentorship.mentee):
        _notify(f"pact-ended:{pact.pk}", member, "pact_ended", partial(_pair, mentorship, done=done))


@receiver(signals.practice_reviewed)
def notify_reviewed_practice(practice: Practice, **_facts: Any) -> None:
    """Notify the author that a practice was published or returned. Each review is a fact: it may be sent again."""
    published = practice.state == Practice.State.PUBLISHED
    name = "practice" if published else "practice-edit"
    _notify(
        f"practice:{practice.pk}:{practice.edit}",
        practice.author,
        "practice_reviewed",
        lambda: {"title": practice.title, "published": published, "practice_url": absolute(name, pk=practice.pk)},
    )


@receiver(signals.practice_used)
def notify_used(use: PracticeUse, **_facts: Any) -> None:
    """Notify the author that a practice was used, and the member who reported it that the report is published."""
    for member, as_author in ((use.practice.author, True), (use.member, False)):
        _notify(
            f"practice-used:{use.pk}",
            member,
            "practice_used",
            partial(_used, use, as_author),
        )


@receiver(signals.speaker_invited)
def notify_invited(entry: Any, **_facts: Any) -> None:
    """Notify a member who is invited to speak at #ЧоңОй, and until when the place is kept for them."""
    season = entry.speaker_list.season
    _notify(
        f"speaker:{entry.pk}",
        entry.standing.member,
        "speaker_invited",
        lambda: {"answer_by": moment(entry.answer_by, season.zone), "invitation_url": absolute("my-invitation")},
    )


@receiver(signals.star_entered)
def notify_reversed(entry: Any, **_facts: Any) -> None:
    """Notify a member whose stars were reversed, with the reason; new stars are shown on their page only."""
    if entry.reverses_id:
        _notify(
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


def _recipients_of_answer(mentorship: Mentorship, active: bool) -> Iterable[Member]:
    both = {mentorship.mentor: mentorship.mentor_accepted_at, mentorship.mentee: mentorship.mentee_accepted_at}
    proposers = [member for member in both if member.person_id == mentorship.proposed_by_id]
    return proposers or [member for member, accepted_at in both.items() if active or accepted_at]
