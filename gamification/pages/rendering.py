"""What was written of the club in the editor, drawn."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from cms.blocks.rendering import Part, render_parts
from cms.blocks.rich_text import render_rich_text


class ClubText(NamedTuple):
    """What was written in the editor."""

    title: str
    language: str
    lead: SafeString
    parts: tuple[Part, ...]


def render_text(page: Any) -> ClubText:
    """A page of the club (or a draft of it)."""
    return ClubText(page.title, page.locale.language_code, render_rich_text(page.lead), render_parts(page.body))
