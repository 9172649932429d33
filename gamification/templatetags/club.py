"""Addresses that records keep without the language."""

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def in_language(path: str) -> str:
    """The address of a path (`practices/12/`) in the reader's language."""
    return f"/{get_language()}/{path.lstrip('/')}"
