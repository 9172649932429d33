"""A body as finished pieces of HTML, for pages that keep them."""

from typing import NamedTuple

from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue


class Part(NamedTuple):
    """A rendered block. `kind` tells the page where something personal belongs, as the note after a reflection."""

    id: str
    kind: str
    html: SafeString


def render_parts(body: StreamValue) -> tuple[Part, ...]:
    """Render every block once. The result holds nothing personal; render it in the language of the page."""
    return tuple(Part(block.id or "", block.block_type, block.render()) for block in body)
