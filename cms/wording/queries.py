"""The rules in force, kept in the process until they change."""

from collections.abc import Hashable

from django.db import DatabaseError

from cms.pages.freshness import keeps, version
from cms.wording.models import WordingRow
from cms.wording.words import Row, Rules, make_rules


class _Kept:
    """What this process knows; None: nothing."""

    rules: Rules | None = None
    version: Hashable = None


def rules() -> Rules:
    """The rules for all languages; a query only after something has changed. A lost database changes nothing.

    A site whose processes keep nothing is asked each time.
    """
    now = version() if keeps() else _Kept.version
    if _Kept.rules is None or _Kept.version != now:
        try:
            found = _load()
        except DatabaseError:
            return _Kept.rules or make_rules(())
        if not keeps():
            return found
        _Kept.rules, _Kept.version = found, now
    return _Kept.rules


def forget() -> None:
    """Ask again when next needed."""
    _Kept.rules = None


def know_none() -> None:
    """Begin with no rules and without asking (a test, whose database is empty)."""
    _Kept.rules, _Kept.version = make_rules(()), version() if keeps() else None


def _load() -> Rules:
    rows = WordingRow.objects.values_list("language", "word", "instead", "reach")
    return make_rules(Row(*row) for row in rows)
