"""Is the plugin set up so that it can keep its promises?"""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from gamification.conf import DEFAULTS, time_zone
from gamification.stars import guards


@register
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A name that does not exist is a typing mistake; so is a zone."""
    unknown = sorted(set(getattr(settings, "GAMIFICATION", {})) - set(DEFAULTS))
    faults: list[CheckMessage] = [Error(f"GAMIFICATION has no setting {n}.", id="gamification.E001") for n in unknown]
    if time_zone() not in available_timezones():
        faults.append(Error(f"GAMIFICATION: there is no time zone {time_zone()}.", id="gamification.E002"))
    return faults


@register
def check_private_storage(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Photographs lie where no address leads until a person has checked the practice."""
    if "private" in settings.STORAGES:
        return []
    return [Error("STORAGES needs a storage named “private”.", id="gamification.E003")]


@register(Tags.database)
def check_ledger(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Asked by `check --database` and before each migration: does the database refuse to change the ledger?"""
    return [
        Error(
            f"The ledger of stars on “{alias}” can be changed: {', '.join(absent)} missing.",
            hint="`migrate --skip-checks` puts the triggers back.",
            id="gamification.E004",
        )
        for alias in databases or []
        if (absent := guards.missing(connections[alias]))
    ]
