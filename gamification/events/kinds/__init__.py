"""Kinds of events: a folder each, and one line here. A site adds its own by GAMIFICATION["EVENT_KINDS"]."""

from typing import Any

from cms.registry import Registry
from gamification.conf import setting
from gamification.events.kinds.base import EventKind

EVENT_KINDS: Registry[EventKind] = Registry(
    EventKind,
    [
        "gamification.events.kinds.workshop.Workshop",
        "gamification.events.kinds.small_school.SmallSchool",
        "gamification.events.kinds.tea_talk.TeaTalk",
        "gamification.events.kinds.lecture.Lecture",
        "gamification.events.kinds.master_class.MasterClass",
        "gamification.events.kinds.online_conference.OnlineConference",
        "gamification.events.kinds.round_table.RoundTable",
        "gamification.events.kinds.chong_oy.ChongOy",
        "gamification.events.kinds.sherine.Sherine",
    ],
    setting=lambda: setting("EVENT_KINDS"),
)


def kind_choices() -> list[tuple[str, Any]]:
    """Return name and label of every kind, in their order."""
    return [(kind.name, kind.label) for kind in EVENT_KINDS]


def series_kind() -> str:
    """Return the name of the kind whose events a vote on day and hour makes."""
    return next(kind.name for kind in EVENT_KINDS if kind.from_series)


def speaker_kinds() -> list[str]:
    """Return the names of the kinds to which a list of speakers may belong."""
    return [kind.name for kind in EVENT_KINDS if kind.has_speakers]
