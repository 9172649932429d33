"""Is the plugin set up so that it can keep its promises?"""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from gamification.conf import DEFAULTS, time_zone


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
