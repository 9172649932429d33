"""Addresses that records keep without the language."""

from django import template
from django.urls import reverse

register = template.Library()


@register.filter
def in_language(path: str) -> str:
    """The address of a path (`practices/12/`) in the reader's language, where the site has one for each."""
    return reverse("club").removesuffix("club/") + path.lstrip("/")
