"""The rules in force, kept in the process until they change."""

from collections.abc import Hashable

from django.conf import settings
from django.db import DatabaseError

from cms.pages.freshness import version
from cms.wording.models import WordingRow
from cms.wording.words import Row, Rules, make_rules


class _Kept:
    """What this process knows. None: nothing yet."""

    rules: Rules | None = None
    version: Hashable = None


def rules() -> Rules:
    """The rules for all languages; a query only after something has changed. A lost database changes nothing."""
    now = version() if settings.CONTENT_CACHE else None
    if _Kept.rules is None or _Kept.version != now:
        try:
            _Kept.rules = _load()
        except DatabaseError:
            return _Kept.rules or make_rules(())
        _Kept.version = now
    return _Kept.rules


def forget() -> None:
    """Ask again when next needed."""
    _Kept.rules = None


def know_none() -> None:
    """Begin with no rules and without asking (a test, whose database is empty)."""
    _Kept.rules, _Kept.version = make_rules(()), version() if settings.CONTENT_CACHE else None


def _load() -> Rules:
    rows = WordingRow.objects.values_list("language", "word", "instead", "reach")
    return make_rules(Row(*row) for row in rows)
