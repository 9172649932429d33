"""Rows whose columns have the words of a text."""

from typing import Any

from django.db.models import Q, QuerySet

from cms.search.folding import pattern


def matching(rows: "QuerySet[Any]", text: str, **columns: str) -> "QuerySet[Any]":
    """Rows in which each word stands in one of the columns (name of the column -> how to look there)."""
    for word in text.split():
        rows = rows.filter(one_of(columns, word))
    return rows


def one_of(columns: dict[str, str], word: str) -> Q:
    """The word stands in one of the columns."""
    found = Q()
    for column, lookup in columns.items():
        found |= Q(**{f"{column}__{lookup}": pattern(word) if lookup == "regex" else word})
    return found
