"""Reads of this room."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from gamification.members.models import Member
from gamification.mentors.action_items import ActionItem, action_items
from gamification.mentors.matching import Facts, Match, match, ranked
from gamification.mentors.models import CheckIn, GivenTask, Mentorship, Pact

State = Mentorship.State
MOST_LOOKED_AT = 500


def tasks_of(member: Member) -> "QuerySet[GivenTask]":
    """Her tasks: the open ones first, the nearest first; then the done ones, the newest first."""
    rows = GivenTask.objects.filter(member=member).select_related("task", "task__event")
    return rows.order_by(F("done_on").desc(nulls_first=True), "due_on", "pk")


def tasks_for_a_pact(mentorship: Mentorship) -> "QuerySet[GivenTask]":
    """Open tasks of the member that no other pact has taken."""
    taken = Pact.objects.exclude(state=Pact.State.GIVEN_UP).exclude(mentorship=mentorship).exclude(given=None)
    rows = tasks_of(mentorship.mentee).filter(done_on=None)
    return rows.exclude(pk__in=taken.values("given"))


def with_pacts(rows: "QuerySet[Mentorship]") -> "QuerySet[Mentorship]":
    """With both people and the open pact, notes of talks left in the database."""
    visible_check_ins = Prefetch("check_ins", CheckIn.objects.defer("note"))
    pacts = Pact.objects.filter(state__in=Pact.OPEN).select_related("given__task").prefetch_related(visible_check_ins)
    return rows.select_related("mentor", "mentee").prefetch_related(Prefetch("pacts", pacts, to_attr="open_pacts"))


def open_pact(mentorship: Mentorship) -> Pact | None:
    """The open pact of a row of `with_pacts`."""
    return next(iter(mentorship.open_pacts), None)  # type: ignore[attr-defined]


def mentorships_of(member: Member) -> "QuerySet[Mentorship]":
    """All of hers, as a mentor and as a member."""
    return Mentorship.objects.filter(Q(mentor=member) | Q(mentee=member))


class Pair(NamedTuple):
    """A mentorship on her page: with whom, the open pact, and what waits for her."""

    mentorship: Mentorship
    as_mentor: bool
    pact: Pact | None
    action_items: list[ActionItem]

    @property
    def other(self) -> Member:
        """The other of the two."""
        return self.mentorship.mentee if self.as_mentor else self.mentorship.mentor


def open_pairs(member: Member, today: date | None = None) -> list[Pair]:
    """What is proposed and active, and pacts whose mentor has left; who needs her most comes first."""
    waits = Q(state=State.ENDED, mentee=member, pacts__state__in=Pact.OPEN)
    rows = with_pacts(mentorships_of(member).filter(Q(state__in=Mentorship.OPEN) | waits)).distinct().order_by("pk")
    found = [_pair(row, member, today or timezone.localdate()) for row in rows]
    return sorted(
        found,
        key=lambda pair: (not pair.action_items, pair.action_items[:1] and pair.action_items[0].rank, pair.other.name),
    )


def _pair(mentorship: Mentorship, member: Member, today: date) -> Pair:
    pact = open_pact(mentorship)
    return Pair(mentorship, mentorship.mentor_id == member.pk, pact, action_items(mentorship, pact, member, today))


def past_pairs(member: Member) -> "QuerySet[Mentorship]":
    """What is over, the newest first."""
    rows = mentorships_of(member).exclude(state__in=Mentorship.OPEN).select_related("mentor", "mentee")
    return rows.order_by("-ended_at", "-pk")


def pacts_of(mentorship: Mentorship) -> list[Pact]:
    """All of a mentorship, the newest first; notes of talks left in the database."""
    rows = Pact.objects.filter(mentorship=mentorship).select_related("given__task", "end_said_by")
    visible_check_ins = Prefetch("check_ins", CheckIn.objects.select_related("noted_by").defer("note"))
    pacts = list(rows.prefetch_related(visible_check_ins).order_by("-pk"))
    for pact in pacts:
        pact.mentorship = mentorship
    return pacts


class VisibleCheckIn(NamedTuple):
    """A check-in as one reader may see it."""

    check_in: CheckIn
    note: str


def visible_check_ins(pacts: Iterable[Pact], reader: Member | None) -> dict[int, list[VisibleCheckIn]]:
    """The check-ins of pacts (of `pacts_of`), by pact. A note only for the member, and for the mentor with whom that
    talk was held: not for the next mentor, not for administrators; what the reader may not read does not leave the
    database.
    """
    notes: dict[int, str] = {}
    if reader:
        rows = CheckIn.objects.filter(pact__in=[pact.pk for pact in pacts]).exclude(note="")
        of_hers = Q(pact__mentorship__mentee=reader) | Q(held_with=reader)
        notes = dict(rows.filter(of_hers).values_list("pk", "note"))
    return {
        pact.pk: [VisibleCheckIn(check_in, notes.get(check_in.pk, "")) for check_in in pact.check_ins.all()]
        for pact in pacts
    }


def available_mentors() -> "QuerySet[Member]":
    """Mentors with a free place (`active`: how many are taken)."""
    taken = Count("mentorships", filter=Q(mentorships__state=State.ACTIVE))
    rows = Member.objects.filter(left_at=None, mentors_up_to__gt=0).annotate(active=taken)
    return rows.filter(mentors_up_to__gt=F("active"))


def without_mentor() -> "QuerySet[Member]":
    """Members whom nobody leads, who joined first first."""
    led = Mentorship.objects.filter(state=State.ACTIVE).values("mentee")
    return Member.objects.filter(left_at=None).exclude(pk__in=led).order_by("joined_at", "pk")


def contactable(member: Member) -> "QuerySet[Member]":
    """Whom she may ask: who is in the directory, and has nothing open with her."""
    open_ = mentorships_of(member).filter(state__in=Mentorship.OPEN)
    rows = Member.objects.filter(left_at=None, in_directory=True).exclude(pk=member.pk)
    return rows.exclude(pk__in=open_.values("mentor")).exclude(pk__in=open_.values("mentee"))


def mentors_for(member: Member) -> list[Match]:
    """Mentors with a free place who fit her, by what they show of themselves; the best first."""
    wants = _facts(member, "wants")
    rows = available_mentors().filter(pk__in=contactable(member).values("pk")).prefetch_related("teaches__names")
    return ranked(match(wants, row, _facts(row, "teaches", row.shown), _free(row)) for row in rows[:MOST_LOOKED_AT])


def members_for(mentor: Member) -> list[Match]:
    """Members without a mentor who want to learn what she teaches, by what they show; the best first."""
    teaches = _facts(mentor, "teaches")
    rows = without_mentor().filter(pk__in=contactable(mentor).values("pk"), wants__in=list(teaches.topics)).distinct()
    found = (
        match(teaches, row, _facts(row, "wants", row.shown), 0)
        for row in rows.prefetch_related("wants__names")[:MOST_LOOKED_AT]
    )
    return ranked(one for one in found if one and one.topics)


def mentors_for_each(members: Iterable[Member], best: int = 3) -> list[tuple[Member, list[Match]]]:
    """For administrators, who see all: each member with the mentors who fit her best."""
    mentors = list(available_mentors().prefetch_related("teaches__names")[:MOST_LOOKED_AT])
    teaches = {mentor.pk: _facts(mentor, "teaches") for mentor in mentors}
    found = []
    for member in members:
        wants = _facts(member, "wants")
        others = (mentor for mentor in mentors if mentor.pk != member.pk)
        fits = ranked(match(wants, mentor, teaches[mentor.pk], _free(mentor)) for mentor in others)
        found.append((member, fits[:best]))
    return found


def anyone_for(member: Member) -> list[tuple[Member, Match | None]]:
    """For administrators: every mentor with a free place, who fits first, then the others by name."""
    matches = mentors_for_each([member], best=MOST_LOOKED_AT)[0][1]
    known = {found.member.pk for found in matches} | {member.pk}
    others = available_mentors().exclude(pk__in=known).order_by("name")[:MOST_LOOKED_AT]
    return [(found.member, found) for found in matches] + [(other, None) for other in others]


def listed(state: str) -> "QuerySet[Mentorship]":
    """For administrators: all of a state (or all), the newest first, with the open pact and dates of talks."""
    rows = with_pacts(Mentorship.objects.order_by("-proposed_at", "-pk"))
    return rows.filter(state=state) if state in State.values else rows


def _facts(member: Member, field: str, shown: Iterable[str] | None = None) -> Facts:
    """Topics, region and languages: all of them, or only what she agreed to show."""
    seen = {field, "region", "languages"} if shown is None else set(shown)
    topics = {topic.pk: str(topic) for topic in getattr(member, field).all()} if field in seen else {}
    languages = frozenset(member.languages) if "languages" in seen else frozenset()
    return Facts(topics, member.region if "region" in seen else "", languages)


def _free(mentor: Member) -> int:
    return mentor.mentors_up_to - mentor.active  # type: ignore[attr-defined]
