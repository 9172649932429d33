"""A small index in memory: finds by the beginning of words, because no stemmer knows Kyrgyz or Kazakh."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from cms.search.folding import words

K = TypeVar("K", bound=Hashable)
LAST = "\U0010ffff"


class PrefixIndex(Generic[K]):
    """Texts by key, each with a weight: what is found in a heavier text comes first."""

    def __init__(self, texts: Iterable[tuple[K, str, int]]) -> None:
        entries = {(word, weight, key) for key, text, weight in texts for word in words(text)}
        self._entries = sorted(entries, key=lambda entry: entry[0])
        self._words = [word for word, _weight, _key in self._entries]

    def find(self, query: str) -> list[K]:
        """Keys in whose texts each word of the query begins a word; best first, none for an empty query."""
        per_word = [self._weights(word) for word in words(query)]
        if not per_word:
            return []
        keys = set(per_word[0]).intersection(*per_word[1:])
        return sorted(keys, key=lambda key: -sum(weights[key] for weights in per_word))

    def _weights(self, prefix: str) -> dict[K, int]:
        """The heaviest match of each key with a word that begins so."""
        start, end = bisect_left(self._words, prefix), bisect_left(self._words, prefix + LAST)
        heaviest: dict[K, int] = {}
        for _word, weight, key in self._entries[start:end]:
            heaviest[key] = max(weight, heaviest.get(key, 0))
        return heaviest
