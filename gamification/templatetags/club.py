"""Addresses that records keep without the language, and whose clock a time is told by."""

from datetime import datetime

from django import template
from django.urls import reverse

from gamification.members.time_zones import zone_name

register = template.Library()


@register.filter
def in_language(path: str) -> str:
    """The address of a path (`practices/12/`) in the reader's language, where the site has one for each."""
    return reverse("club").removesuffix("club/") + path.lstrip("/")


@register.filter
def clock_of(zone: str, at: datetime) -> str:
    """A zone as people say it, with its distance from the world's time."""
    return zone_name(zone, at)
