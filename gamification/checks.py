"""Is the plugin set up so that it can keep its promises?"""

from typing import Any
from zoneinfo import available_timezones

from django.core.checks import CheckMessage, Error, Tags, register

from cms.checks import missing_addresses, unknown_settings, unloadable_kinds
from gamification.conf import DEFAULTS, time_zone
from gamification.events.kinds import EVENT_KINDS
from gamification.stars.reasons import STAR_REASONS


@register
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A name that does not exist is a typing mistake; so is a zone."""
    faults = unknown_settings("GAMIFICATION", DEFAULTS, "gamification.E001")
    if time_zone() not in available_timezones():
        faults.append(Error(f"GAMIFICATION: there is no time zone {time_zone()}.", id="gamification.E002"))
    faults += unloadable_kinds(EVENT_KINDS, "gamification.E005")
    return faults + unloadable_kinds(STAR_REASONS, "gamification.E006")


@register(Tags.urls)
def check_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The club has addresses in each language."""
    return missing_addresses("gamification.urls", "club", "gamification.E003")
