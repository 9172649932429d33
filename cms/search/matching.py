"""Rows whose columns have the words of a text."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.search.folding import search_pattern


def filter_by_words(rows: "QuerySet[Any]", text: str, **columns: str) -> "QuerySet[Any]":
    """Rows in which each word stands in one of the columns (name of the column -> how to look there)."""
    for word in text.split():
        rows = rows.filter(any_column_contains(columns, word))
    return rows


def any_column_contains(columns: dict[str, str], word: str) -> Q:
    """The word stands in one of the columns."""
    found = Q()
    for column, lookup in columns.items():
        found |= Q(**{f"{column}__{lookup}": search_pattern(word) if lookup == "regex" else word})
    return found
