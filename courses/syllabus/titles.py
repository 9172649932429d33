"""Titles of what an edition holds. The pages know them and lie above: they say here how to ask."""

from collections.abc import Callable, Mapping

TitleProvider = Callable[[int, str, str], Mapping[int, str]]
_providers: list[TitleProvider] = []


def title_provider(provider: TitleProvider) -> TitleProvider:
    """Register who knows titles: function(edition id, language, source language) -> titles by activity id."""
    _providers[:] = [provider]
    return provider


def titles(edition_id: int, language: str, source: str) -> Mapping[int, str]:
    """Titles by activity id, in the language or else in the source language; none where no pages are installed."""
    return _providers[0](edition_id, language, source) if _providers else {}
