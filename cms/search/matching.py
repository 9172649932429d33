"""Filter querysets by the words of a search text."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.search.folding import search_pattern


def filter_by_words(rows: "QuerySet[Any]", text: str, **columns: str) -> "QuerySet[Any]":
    """Return the rows in which each word is found in one of the columns (column -> lookup)."""
    for word in text.split():
        rows = rows.filter(any_column_contains(columns, word))
    return rows


def any_column_contains(columns: dict[str, str], word: str) -> Q:
    """Return the condition that the word is found in one of the columns (column -> lookup)."""
    found = Q()
    for column, lookup in columns.items():
        found |= Q(**{f"{column}__{lookup}": search_pattern(word) if lookup == "regex" else word})
    return found
