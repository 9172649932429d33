"""Meetings that have been and that come, who sat where, and the tasks that were taken home."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from gamification.events.models import Event, Question, Registration, TeaTalks
from gamification.events.services import mark_attendance, sign_up
from gamification.members.models import Member
from gamification.mentors.dates import add_months
from gamification.mentors.models import GivenTask, PracticalTask
from gamification.polls.models import Poll
from lms.demo.year.frame import Year, texts

TALKS_ON = 3  # Wednesday (ISO), as the members voted
PLAIN = ("kind", "title", "language", "about", "prepare", "place", "link", "seats", "materials", "recording")


def add_events(year: Year) -> None:
    """All meetings, with their seats; after those that have been, attendance and tasks."""
    for key, entry in texts("events").items():
        if key == "next-talks":
            continue
        event = year.events[key] = _event(year, entry)
        for name, task in texts("tasks").items():
            if task["event"] == key:
                facts = {field: task[field] for field in ("title", "text", "language", "months")}
                year.tasks[name] = PracticalTask.objects.create(event=event, **facts)
        if "came" in entry:
            _hold(year, key, event, entry)
        else:
            _fill(year, event, _who(year, key, 0, entry["asked"]), before=4)


def _event(year: Year, entry: dict[str, Any]) -> Event:
    day = entry["day"]
    if entry["kind"] == "tea-talk":
        day -= (year.on(day).isoweekday() - TALKS_ON) % 7
    starts_at = year.at(day, entry["at"])
    ends_at = starts_at + timedelta(minutes=entry["minutes"])
    if entry["kind"] == "small-school":
        ends_at = year.at(day + 1, "17:00")
    facts = {field: entry[field] for field in PLAIN if field in entry}
    event = Event.objects.create(**facts, starts_at=starts_at, ends_at=ends_at, zone="Asia/Bishkek")
    event.topics.set(year.topics_of(entry))
    return event


def _who(year: Year, key: str, day: int, number: int) -> list[Member]:
    """The mentees whose pact is about a task of this event were there, and the logins of the demo come often."""
    of_event = {name for name, task in texts("tasks").items() if task["event"] == key}
    there = [pact["mentee"] for pact in texts("mentors") if pact.get("of") in of_event]
    members = [member for member in year.joined_by(day) if member not in AWAY.get(key, ())]
    return year.some(members, number, key, [*there, *USUAL.get(key, ())])


AWAY = {"workshop-evidence": ["aigul"], "workshop-digital": ["aigul"]}
USUAL = {
    "school-naryn": ["aigul", "gulnara"],
    "school-osh": ["gulnara"],
    "workshop-digital": ["gulnara"],
    "talk-craft": ["gulnara"],
    "chong-oy-2025": ["aigul"],
    "workshop-report": ["aigul"],
    "chong-oy": ["aigul"],
}


def _hold(year: Year, key: str, event: Event, entry: dict[str, Any]) -> None:
    """Nobody signs up for what has been: so its day comes after that."""
    was = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    Event.objects.filter(pk=event.pk).update(starts_at=year.at(400), ends_at=year.at(401))
    came, extra = entry["came"], 2 if entry["came"] > 12 else 0
    room = min(came + extra, entry.get("seats") or came + extra)
    members = _who(year, key, entry["day"], room)
    _fill(year, event, members, before=9 - entry["day"])
    Event.objects.filter(pk=event.pk).update(**was)
    event.refresh_from_db()
    seats = event.registrations.order_by("number").values_list("pk", flat=True)[:came]
    mark_attendance(event=event, attended=list(seats), by=year.administrator)
    _date_tasks(event)


def _fill(year: Year, event: Event, members: list[Member], before: int) -> None:
    for place, member in enumerate(members):
        registration = sign_up(event=event, member=member)
        Registration.objects.filter(pk=registration.pk).update(
            asked_at=year.at(-before) + timedelta(minutes=37 * place)
        )


def _date_tasks(event: Event) -> None:
    on = timezone.localdate(event.ends_at)
    for task in event.tasks.all():
        GivenTask.objects.filter(task=task).update(given_on=on, due_on=add_months(on, task.months))


def add_questions(year: Year) -> None:
    """What members have asked before the meetings that come."""
    talk = Event.objects.filter(kind="tea-talk", starts_at__gt=year.at(0)).earliest("starts_at")
    for key, asked in texts("questions").items():
        event = talk if key == "next-talk" else year.events[key]
        for place, (member, text) in enumerate(asked.items()):
            at = year.at(-2) + timedelta(minutes=61 * place)
            Question.objects.create(event=event, member=year.members[member], text=text, asked_at=at)


def begin_series(year: Year, poll: Poll) -> None:
    """The weekly tea talks whose day and hour the vote decides; when it is closed, those that come are made."""
    TeaTalks.objects.create(
        poll=poll,
        title="Чай сүйлөшүү",
        language="ky",
        zone="Asia/Bishkek",
        minutes=60,
        first_on=year.on(-300),
        last_on=year.on(36),
        link="https://example.org/club/tea",
    )


def join_series(year: Year) -> None:
    """The talks that come get their subjects; those that have been belong to the series too."""
    talks = TeaTalks.objects.get()
    coming = talks.events.filter(starts_at__gt=timezone.now()).order_by("starts_at")
    for talk, entry in zip(coming, texts("events")["next-talks"], strict=False):
        talk.title, talk.about = entry["title"], entry["about"]
        talk.save()
        talk.topics.set(year.topics_of(entry))
        _fill(year, talk, _who(year, talk.title, 0, entry["asked"]), before=3)
    been = Event.objects.filter(kind="tea-talk", starts_at__range=(year.at(-300), year.at(0)))
    been.update(tea_talks=talks)
