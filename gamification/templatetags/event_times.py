"""Times of events, by the clock of the place where they are held."""

from zoneinfo import ZoneInfo

from django import template

from gamification.events.models import Event
from gamification.members.time_zones import zone_name

register = template.Library()


@register.filter
def zone_label(event: Event) -> str:
    """Whose clock the times of an event are told by."""
    return zone_name(event.zone, event.starts_at)


@register.filter
def ends_same_day(event: Event) -> bool:
    """By that clock."""
    zone = ZoneInfo(event.zone)  # an event, or what stands for one on the first page
    return event.starts_at.astimezone(zone).date() == event.ends_at.astimezone(zone).date()


@register.filter
def for_event(registrations: dict[int, object], event: Event) -> object:
    """Her seat at an event of a list."""
    return registrations.get(event.pk)
