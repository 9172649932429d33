"""The rules in force, kept in the process until they change."""

from collections.abc import Hashable

from django.db import DatabaseError

from cms.cache.content import content_version, is_enabled
from cms.terminology.models import TermReplacement
from cms.terminology.replacement import Replacement, ReplacementRules, compile_rules


class _Cached:
    """Hold what this process knows; None stands for nothing."""

    rules: ReplacementRules | None = None
    version: Hashable = None


def active_rules() -> ReplacementRules:
    """The rules for all languages; a query only after something has changed. A lost database changes nothing.

    A site whose processes keep nothing is asked each time.
    """
    now = content_version() if is_enabled() else _Cached.version
    if _Cached.rules is None or _Cached.version != now:
        try:
            found = _load()
        except DatabaseError:
            return _Cached.rules or compile_rules(())
        if not is_enabled():
            return found
        _Cached.rules, _Cached.version = found, now
    return _Cached.rules


def clear_cache() -> None:
    """Ask again when next needed."""
    _Cached.rules = None


def cache_no_rules() -> None:
    """Begin with no rules and without asking (a test, whose database is empty)."""
    _Cached.rules, _Cached.version = compile_rules(()), content_version() if is_enabled() else None


def _load() -> ReplacementRules:
    rows = TermReplacement.objects.values_list("language", "word", "replacement", "match")
    return compile_rules(Replacement(*row) for row in rows)
