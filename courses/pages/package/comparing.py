"""Is a translation built like its source? Block by block, and inside prose paragraph by paragraph."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.strings import extract_strings

from courses.pages.package.documents import Document, Part

BLOCK_TAGS = re.compile(r"<(p|h2|h3|ul|ol|li)>")
Say = Callable[[int, str], None]


def compare(source: Document, other: Document, say: Say) -> None:
    """Report where the other language's document is built differently; `say(line, message)`, in the other's lines."""
    if bool(source.summary) != bool(other.summary):
        say(1, _("“%s” must stand in every language, or in none.") % "summary")
    for number, (ours, theirs) in enumerate(zip(source.parts, other.parts, strict=False), start=1):
        if ours.kind != theirs.kind:
            words = {"number": number, "kind": theirs.kind, "wanted": ours.kind, "line": ours.line}
            say(
                theirs.line,
                _("Part %(number)s is “%(kind)s”; in the source it is “%(wanted)s” (line %(line)s).") % words,
            )
            return
        for message in _differences(ours, theirs):
            say(theirs.line, message)
    if len(source.parts) != len(other.parts):
        line = other.parts[-1].line if other.parts else 1
        words = {"parts": len(other.parts), "wanted": len(source.parts)}
        say(line, _("There are %(parts)s parts here and %(wanted)s in the source.") % words)


def _differences(ours: Part, theirs: Part) -> Iterator[str]:
    for name, value in ours.value.items():
        yield from _compare_values(name, value, theirs.value.get(name))


def _compare_values(name: str, ours: Any, theirs: Any) -> Iterator[str]:
    if isinstance(ours, list):
        yield from _compare_lists(name, ours, theirs or [])
    elif isinstance(ours, dict):
        for inner, value in ours.items():
            yield from _compare_values(inner, value, (theirs or {}).get(inner))
    elif bool(ours) != bool(theirs):
        yield _("“%s” must stand in every language, or in none.") % name
    elif name == "text":
        yield from compare_html(ours, theirs)


def _compare_lists(name: str, ours: list[Any], theirs: list[Any]) -> Iterator[str]:
    if len(ours) != len(theirs):
        words = {"name": name, "entries": len(theirs), "wanted": len(ours)}
        yield _("“%(name)s” has %(entries)s entries here and %(wanted)s in the source.") % words
        return
    for one, other in zip(ours, theirs, strict=True):
        yield from _compare_values(name, one, other)


def compare_html(ours: str, theirs: str) -> Iterator[str]:
    """Differences of two pieces of rich text that would keep one from being the translation of the other."""
    tags, other_tags = BLOCK_TAGS.findall(ours), BLOCK_TAGS.findall(theirs)
    if tags != other_tags:
        yield _("The paragraphs differ: %(here)s here, %(there)s in the source.") % {
            "here": _counted(other_tags),
            "there": _counted(tags),
        }
        return
    pairs = list(zip(extract_strings(ours)[1], extract_strings(theirs)[1], strict=False))
    for number, (one, other) in enumerate(pairs, start=1):
        if len(one[1]) != len(other[1]):
            yield _("Paragraph %s has another number of links than in the source.") % number
    yield from _ambiguous(pairs)


def _counted(tags: list[str]) -> str:
    return ", ".join(f"{tag} × {tags.count(tag)}" for tag in dict.fromkeys(tags)) or "0"


def _ambiguous(pairs: list[Any]) -> Iterator[str]:
    """A sentence of the source, or a link, has one translation within a block."""
    seen: dict[str, str] = {}
    for one, other in pairs:
        hrefs = [
            (a.get("href", ""), b.get("href", "")) for a, b in zip(one[1].values(), other[1].values(), strict=False)
        ]
        for ours, theirs in [(one[0].data, other[0].data), *hrefs]:
            if seen.setdefault(ours, theirs) != theirs:
                yield _("“%s” stands twice in this part of the source and is translated in two ways.") % ours[:60]
