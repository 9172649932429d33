"""Every address of a site, from its urlconf."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from cms.access.middleware import is_default_deny

SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "11111111-1111-4111-8111-111111111111", "path": "x"}
# What vendors write as regular expressions, with an address that fits.
REGEX_SAMPLES = {
    r"((?:[\w\-]+/)*)": "no-such-page/",
    r"(\d+)/(.*)": "1/x",
    r".*/": "no-such-room/",
    r"(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/": "1/revisions/compare/live...live/",
    r"(?P<media_type>audio|video|media)/add/": "audio/add/",
    r"chooser/(?P<media_type>audio|video)/": "chooser/audio/",
    r"(?P<media_type>audio|video)/chooser/upload/": "audio/chooser/upload/",
    r"password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": "password/reset/key/1-x/",
}


class Address(NamedTuple):
    """A pattern with a path that fits it."""

    name: str
    path: str
    parts: frozenset[str]
    view: Any

    @property
    def is_ours(self) -> bool:
        return is_default_deny(self.view)


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
        plain = pattern._regex.strip("^$")
        sample = REGEX_SAMPLES.get(plain, plain)
        assert not set(sample) & set("()*|\\"), f"{plain}: write an address that fits into REGEX_SAMPLES"
        return sample
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), str(pattern._route))
