"""Settings of the plugin: one dict `GAMIFICATION`, read when used, defaulted here, checked at start."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    "EVENT_KINDS": (),  # dotted paths of a site's own kinds of events
    "STAR_REASONS": (),  # dotted paths of a site's own reasons for stars
    "TIME_ZONE": "",  # of a new event or season (default: the site's)
    "FEWEST_BALLOTS": 5,  # results of a vote with fewer are never shown
    "ANSWER_DAYS": 7,  # that the next in line has to answer an invitation to speak
    "SIGNATORIES": (),  # of letters of thanks: (name, position), in the language of the letter
    "PHOTO_MAX_BYTES": 10 * 1024 * 1024,  # of a photograph of a practice
}


def setting(name: str) -> Any:
    """The value of a key of `settings.GAMIFICATION`, or its default; KeyError for a name that does not exist."""
    return getattr(settings, "GAMIFICATION", {}).get(name, DEFAULTS[name])


def time_zone() -> str:
    """The zone in which a new event or season begins."""
    return str(setting("TIME_ZONE") or settings.TIME_ZONE)
