"""Pairs of mentor and member, their pacts and talks: carried to the end, on the way, paused, handed over, proposed."""

from datetime import timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from gamification.mentors.dates import add_months, spread
from gamification.mentors.models import CheckIn, GivenTask, Mentorship, Pact
from gamification.mentors.services import (
    agree,
    assign,
    end_mentorship,
    end_pact,
    hand_over,
    pause,
    propose,
    record_check_in,
    write_pact,
)
from gamification.stars.services import award
from lms.demo.year.frame import Year, texts

BETWEEN = 27  # days from one talk to the next


def add_pacts(year: Year) -> None:
    """Those with words of their own, and a few more for each task; what has ended first, so that mentors have room."""
    written = [entry for entry in texts("mentors") if "start" in entry]
    ended = [entry for entry in written if "ended" in entry] + _of_tasks(year)
    for entry in sorted(ended, key=lambda one: -one["start"]):
        _end(year, entry, _pact(year, entry))
    for entry in written:
        if "ended" not in entry:
            _go_on(year, entry, _pact(year, entry))
    for entry in texts("mentors"):
        if "proposed" in entry:
            _propose(year, entry)


def _of_tasks(year: Year) -> list[dict[str, Any]]:
    """Pacts on the tasks themselves, for those who got them and have no other pact, with each mentor in turn."""
    found = []
    taken = {(entry.get("of"), entry["mentee"]) for entry in texts("mentors")}
    keys = {member.pk: key for key, member in year.members.items()}
    mentors = cycle(key for key, entry in texts("members").items() if entry.get("mentors") and key != "aigul")
    for name, task in texts("tasks").items():
        day = texts("events")[task["event"]]["day"]
        given = GivenTask.objects.filter(task=year.tasks[name]).order_by("pk")
        learners = [keys[one.member_id] for one in given if (name, keys[one.member_id]) not in taken]
        learners = [key for key in learners if not texts("members")[key].get("mentors")]
        for mentee in learners[: task.get("done", 0)]:
            words = {"task": task["text"], **{part: task[part] for part in ("measure", "held", "result", "months")}}
            start = -day - 4
            dates = {"start": start, "ended": start - task["took"]}
            found.append({"mentor": next(mentors), "mentee": mentee, "of": name, **dates, **words})
    return found


def _pact(year: Year, entry: dict[str, Any]) -> Pact:
    """Agreed by both, moved to its days, with the talks that were held."""
    mentor, mentee = year.members[entry["mentor"]], year.members[entry["mentee"]]
    given = year.given(entry["of"], mentee) if "of" in entry else None
    mentorship = assign(mentor=mentor, mentee=mentee, by=year.administrator)
    due_on = add_months(timezone.localdate(), entry["months"])
    pact = write_pact(
        mentorship=mentorship,
        by=mentee,
        edit=0,
        task=entry["task"],
        measure=entry["measure"],
        due_on=due_on,
        given=given,
    )
    pact = agree(pact=pact, by=mentor, edit=pact.edit)
    _move(year, pact, entry)
    for number, note in enumerate(entry["held"], start=1):
        check_in = pact.check_ins.get(number=number)
        record_check_in(
            check_in=check_in, by=mentee if number % 2 else mentor, held_on=_held_on(year, entry, number), note=note
        )
    pact.refresh_from_db()
    return pact


def _move(year: Year, pact: Pact, entry: dict[str, Any]) -> None:
    begun = year.at(-entry["start"], "17:30")
    starts_on = timezone.localdate(begun)
    due_on = add_months(starts_on, entry["months"])
    moments = dict.fromkeys(("proposed_at", "mentor_accepted_at", "mentee_accepted_at"), begun - timedelta(days=3))
    Mentorship.objects.filter(pk=pact.mentorship_id).update(**moments)
    Pact.objects.filter(pk=pact.pk).update(
        starts_on=starts_on, due_on=due_on, mentor_agreed_at=begun, mentee_agreed_at=begun
    )
    for number, day in enumerate(spread(starts_on, due_on, 3), start=1):
        CheckIn.objects.filter(pact=pact, number=number).update(due_on=day)


def _held_on(year: Year, entry: dict[str, Any], number: int) -> Any:
    """Every few weeks, and the last before the end."""
    length = entry["start"] - entry.get("ended", 0)
    return year.on(-entry["start"] + min(number * BETWEEN, length - 15 * (3 - number) - 1))


def _end(year: Year, entry: dict[str, Any], pact: Pact) -> None:
    """Both say that it is done. The stars stand in the ledger under that day: the end, which would give them today,
    finds them there.
    """
    at = year.at(-entry["ended"], "18:10")
    mentor, mentee = pact.mentorship.mentor, pact.mentorship.mentee
    fact: dict[str, Any] = {
        "source": f"pact:{pact.pk}",
        "title": pact.given.task.title if pact.given else f"№ {pact.pk}",
        "path": f"/club/mentors/{pact.mentorship_id}/",
        "at": at,
    }
    award(member=mentor, cause="mentoring-ended", given_by=mentee, **fact)
    award(member=mentee, cause="task-done", given_by=mentor, **fact)
    end_pact(pact=pact, by=mentee, done=True, result=entry["result"])
    end_pact(pact=pact, by=mentor, done=True, result="")
    end_mentorship(mentorship=pact.mentorship, by=mentee.person)
    Pact.objects.filter(pk=pact.pk).update(ended_at=at)
    Mentorship.objects.filter(pk=pact.mentorship_id).update(ended_at=at)
    if pact.given:
        GivenTask.objects.filter(pk=pact.given.pk).update(done_on=timezone.localdate(at))


def _go_on(year: Year, entry: dict[str, Any], pact: Pact) -> None:
    if "pause" in entry:
        days, reason = entry["pause"]
        pause(pact=pact, by=pact.mentorship.mentee, reason=reason, on=year.on(-days))
    if "handed_to" in entry:
        to = year.members[entry["handed_to"]]
        follows = hand_over(mentorship=pact.mentorship, to=to, by=year.administrator)
        at = year.at(-entry["handed"])
        Mentorship.objects.filter(pk=pact.mentorship_id).update(ended_at=at)
        Mentorship.objects.filter(pk=follows.pk).update(proposed_at=at, mentor_accepted_at=at, mentee_accepted_at=at)


def _propose(year: Year, entry: dict[str, Any]) -> None:
    mentor, mentee = year.members[entry["mentor"]], year.members[entry["mentee"]]
    made = propose(mentor=mentor, mentee=mentee, by=mentee.person)
    at = year.at(-entry["proposed"], "21:15")
    Mentorship.objects.filter(pk=made.pk).update(proposed_at=at, mentee_accepted_at=at)
