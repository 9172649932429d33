"""What our addresses take besides plain slugs: import this where `<any_slug:...>` stands in an address."""

import re

from django.urls import register_converter
from django.urls.converters import StringConverter


class AnySlugConverter(StringConverter):
    """A slug with letters of any alphabet. The editor makes plain ones only; one that came into the database by another
    way, or from another time, leads to its page all the same and breaks no list of links.
    """

    regex = r"[-\w]+"


register_converter(AnySlugConverter, "any_slug")


def is_routable_slug(slug: str) -> bool:
    """Return whether the slug fits the converter, so that a URL can be reversed with it."""
    return bool(re.fullmatch(AnySlugConverter.regex, slug))
