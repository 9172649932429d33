"""The club's part of the small world: what the learner owns as a member, and nothing of another member's."""

from typing import Any, NamedTuple

from tests.gamification.factories import MemberFactory
from tests.lms import club_events, club_mentors, club_polls, club_practices, club_speakers, club_stars

ABOUT_ONESELF = {"name": "Асель", "role": "friend", "languages": ["ky"], "mentors_up_to": "0"}
MODULES = (
    club_events,
    club_mentors,
    club_polls,
    club_practices,
    club_speakers,
    club_stars,
)


class ClubWorld(NamedTuple):
    """For each name of an address its parts, and how its form is filled in."""

    parts: dict[str, dict[str, Any]]
    posted: dict[str, dict[str, Any]]


def build(folk: dict[str, Any]) -> ClubWorld:
    """The learner and another are members; everything that has an owner is the learner's."""
    hers = MemberFactory(person=folk["learner"])
    MemberFactory(person=folk["another"])
    world = ClubWorld({"member": {"pk": hers.pk}}, {"club-join": ABOUT_ONESELF, "club-edit": ABOUT_ONESELF})
    for room in MODULES:
        parts, posted = room.build(hers)
        world.parts.update(parts)
        world.posted.update(posted)
    return world
