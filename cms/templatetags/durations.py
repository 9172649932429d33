"""How long something takes, in words."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def duration(minutes: int) -> str:
    """Whole minutes as hours and minutes: "2 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [gettext("%(hours)d h") % {"hours": hours}] if hours else []
    if rest or not hours:
        parts.append(gettext("%(minutes)d min") % {"minutes": rest})
    return " ".join(parts)
