"""`{% load prose %}{{ page.description|prose }}`: rich text, made safe."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from cms.blocks.rich_text import render_rich_text

register = template.Library()


@register.filter
def prose(value: Any) -> SafeString:
    """Rich text of a field or a block as HTML."""
    return render_rich_text(getattr(value, "source", value) or "")
