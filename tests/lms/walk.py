"""Every address of a site, from its urlconf."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from cms.access.middleware import OURS

SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "11111111-1111-4111-8111-111111111111", "path": "x"}
# What vendors write as regular expressions, with an address that fits.
REGEX_SAMPLES = {
    r"^((?:[\w\-]+/)*)$": "no-such-page/",
    r"^(\d+)/(.*)$": "1/x",
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/reset/key/1-x/",
}


class Address(NamedTuple):
    """A pattern with a path that fits it."""

    name: str
    path: str
    parts: frozenset[str]
    view: Any

    @property
    def is_ours(self) -> bool:
        return self.view.__module__.startswith(OURS)


def addresses(urlconf: str) -> Iterator[Address]:
    """All of a urlconf, those of vendors too."""
    yield from _below(import_module(urlconf).urlpatterns, "/", ())


def _below(patterns: Any, path: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        here = path + _sample(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _below(pattern.url_patterns, here, inside)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name or here))
            yield Address(name, here, frozenset(pattern.pattern.converters), pattern.callback)


def _sample(pattern: Any) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return "ky/"
    if isinstance(pattern, RegexPattern):
        return REGEX_SAMPLES.get(pattern._regex, pattern._regex.strip("^$"))
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), str(pattern._route))
