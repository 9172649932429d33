"""The one place where rich text becomes HTML: whatever was stored, only what the editor offers comes out."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes

PLAIN = ("b", "br", "em", "h2", "h3", "i", "li", "ol", "p", "strong", "ul")
SAFE_HREF = re.compile(r"(https?://[^\s/]|mailto:|tel:\+?\d|/(?!/)|#)", re.IGNORECASE)


def _link(tag: Tag) -> None:
    """Keep a link's address if it is safe, or what names a page or document of the site."""
    kept: dict[str, Any] = {}
    if tag.get("linktype") in ("page", "document"):
        kept = {name: tag[name] for name in ("linktype", "id") if name in tag.attrs}
    if SAFE_HREF.match(str(tag.get("href", ""))):
        kept["href"] = tag["href"]
    tag.attrs = kept


class _Prose(Whitelister):
    element_rules = {
        "[document]": allow_without_attributes,
        "a": _link,
        **dict.fromkeys(PLAIN, allow_without_attributes),
    }


def render_rich_text(stored: str) -> SafeString:
    """Rich text as it may be shown. Scripts go with their content, unknown tags leave theirs behind."""
    soup = BeautifulSoup(str(stored), "html.parser")
    for tag in soup.find_all(["script", "style", "template", "iframe", "object"]):
        tag.decompose()
    return mark_safe(expand_db_html(_Prose().clean(str(soup))))
