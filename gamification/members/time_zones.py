"""The names of time zones as people say them."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NEAR = {
    "Asia/Bishkek": _("Bishkek time"),
    "Asia/Almaty": _("Astana time"),
    "Asia/Tashkent": _("Tashkent time"),
    "Asia/Dushanbe": _("Dushanbe time"),
    "Europe/Moscow": _("Moscow time"),
    "Europe/Istanbul": _("Istanbul time"),
    "UTC": _("world time"),
}


def zone_name(zone: str, at: datetime) -> str:
    """What a reader elsewhere needs to know of a time: whose clock it is, and how far it is from the world's."""
    name = NEAR.get(zone) or gettext("time of %(city)s") % {"city": zone.rpartition("/")[2].replace("_", " ")}
    return f"{name}, UTC{_offset(at.astimezone(ZoneInfo(zone)))}"


def _offset(at: datetime) -> str:
    sign_hours, minutes = at.strftime("%z")[:3], at.strftime("%z")[3:5]
    return f"{sign_hours[0]}{int(sign_hours[1:])}" + (f":{minutes}" if minutes != "00" else "")


@cache
def zone_choices() -> tuple[str, ...]:
    """All that can be chosen, the near ones first."""
    return (*NEAR, *sorted(zone for zone in available_timezones() - set(NEAR) if "/" in zone))
