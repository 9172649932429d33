"""Other words in the place of those that a site avoids: pure functions of a text and the rules.

A row names a word (or several) of a language and what stands instead: for the word alone, or for all words that begin
so, whose ending stays or goes. Longer rows win. Capitals are kept. What stands instead is never looked at again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.html import escape

WHOLE, ENDING_KEPT, ENDING_DROPPED = "whole", "kept", "dropped"
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_TYPED = ("textarea", "script", "style")  # what stands in them is no text of the page
_TAG = re.compile(r"""<(/?[a-zA-Z!][^<>"'\s]*)[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_SPOKEN = re.compile(r"""\s(?:alt|title|aria-label|placeholder)=("[^"]*"|'[^']*')""", re.IGNORECASE)
_SPOKEN_OR_CONTENT = re.compile(_SPOKEN.pattern.replace("alt|", "alt|content|"), re.IGNORECASE)
_DESCRIPTION = re.compile(r"""<meta\s[^>]*=["'](?:og:)?description["']""", re.IGNORECASE)
_BREAK = re.compile(r"[\s\"'()<>]")
_ADDRESS = re.compile(r"://|@|^www\.|^/\S*/")


class Replacement(NamedTuple):
    """One row of the setting."""

    language: str
    word: str
    replacement: str
    match: str = WHOLE


class _LanguageRules(NamedTuple):
    """The rows of a language as one pattern, whose groups are numbered as the rows are."""

    rows: tuple[Replacement, ...]
    pattern: re.Pattern[str]
    in_html: re.Pattern[str]


class ReplacementRules(NamedTuple):
    """All rows, made ready. `needles` are what a page must hold, in small letters, to be looked at more closely."""

    languages: Mapping[str, _LanguageRules]
    needles: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.languages)


def compile_rules(rows: Iterable[Replacement]) -> ReplacementRules:
    """The rules for rows in any order. A row without a word or without another one for it says nothing."""
    by_language: dict[str, list[Replacement]] = {}
    for row in sorted(
        (row for row in rows if row.word.strip() and row.replacement.strip()), key=lambda row: (-len(row.word), row)
    ):
        by_language.setdefault(row.language, []).append(row)
    languages = {code: _compile_language(tuple(found)) for code, found in by_language.items()}
    return ReplacementRules(languages, tuple(_needles(row for found in by_language.values() for row in found)))


def replace_in_text(text: str, language: str, rules: ReplacementRules) -> str:
    """A plain text, a letter say. Addresses in it stay."""
    spoken = rules.languages.get(language)
    return spoken.pattern.sub(lambda found: _replacement_of(found, spoken, str), text) if spoken else text


def replace_in_html(html: str, language: str, rules: ReplacementRules) -> str:
    """A page: its text and the attributes that are read to people, each part in its language.

    What may have been typed (`textarea`, `value`), addresses, scripts and what is marked `translate="no"` stay.
    """
    places = sorted(_positions(_lowered(html), rules.needles))
    if not places:
        return html
    spans = sorted(_language_spans(html))
    done = 0
    parts: list[str] = []
    for place in places:
        spoken = rules.languages.get(_language_at(place, spans, language)) if place >= done else None
        found = spoken and spoken.in_html.match(html, place)
        if spoken and found and _is_spoken(html, place):
            parts += html[done:place], _replacement_of(found, spoken, escape)
            done = found.end()
    return "".join([*parts, html[done:]])


def _compile_language(rows: tuple[Replacement, ...]) -> _LanguageRules:
    return _LanguageRules(rows, _pattern(rows, str), _pattern(rows, escape))


def _pattern(rows: Iterable[Replacement], written: Callable[[str], str]) -> re.Pattern[str]:
    """Neither within a word nor within the name of a character (`&quot;`)."""
    words = (
        "(" + r"\s+".join(re.escape(written(part)) for part in row.word.split()) + ")" + (r"\w*" * (row.match != WHOLE))
        for row in rows
    )
    return re.compile(rf"(?<![\w&])(?<!&#)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _needles(rows: Iterable[Replacement]) -> Iterator[str]:
    """The first word of each row, but for those that begin with another one."""
    words = sorted({str(escape(row.word.split()[0])).lower() for row in rows})
    last = None
    for word in words:
        if last is None or not word.startswith(last):
            last = word
            yield word


def _positions(lowered: str, needles: Iterable[str]) -> Iterator[int]:
    for needle in needles:
        place = lowered.find(needle)
        while place >= 0:
            yield place
            place = lowered.find(needle, place + 1)


def _lowered(html: str) -> str:
    """In small letters, each at its place (one capital letter has two for its small one)."""
    lowered = html.lower()
    return lowered if len(lowered) == len(html) else "".join(c.lower() if len(c.lower()) == 1 else c for c in html)


def _is_spoken(html: str, place: int) -> bool:
    """Is it text, or an attribute that is read to people? Never an address, a value or a name."""
    tag = _TAG.match(html, max(html.rfind("<", 0, place), 0))
    if tag is None or tag.end() <= place:
        return True
    attributes = _SPOKEN_OR_CONTENT if _DESCRIPTION.match(tag[0]) else _SPOKEN
    return any(found.start(1) <= place < found.end(1) for found in attributes.finditer(html, *tag.span()))


def _language_spans(html: str) -> Iterator[tuple[int, int, str]]:
    """Where a part of another language begins and ends; language "" where nothing is to be changed."""
    for mark in ('lang="', 'translate="no"'):
        for place in _positions(html, [mark]):
            tag = _TAG.match(html, html.rfind("<", 0, place))
            if tag and html[place - 1].isspace() and tag[1].lower() not in _VOID:
                spoken = html[place + len(mark) :].partition('"')[0] if mark.endswith('="') else ""
                yield tag.start(), _element_end(html, tag[1], tag.end()), spoken
    for name in _TYPED:
        for place in _positions(html, [f"<{name}"]):
            if tag := _TAG.match(html, place):
                yield tag.end(), _element_end(html, name, tag.end()), ""


def _element_end(html: str, name: str, start: int) -> int:
    """Where the element whose opening tag has been read is closed, or the end of the page."""
    if name.lower() == "html":
        return len(html)
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>])", re.IGNORECASE).finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(html)


def _language_at(place: int, spans: list[tuple[int, int, str]], language: str) -> str:
    """The language of the innermost element around a place; nothing that is left alone has a language inside."""
    for start, end, spoken in spans:
        if start <= place < end:
            language = spoken
            if not language:
                break
    return language


def _replacement_of(found: re.Match[str], spoken: _LanguageRules, written: Callable[[str], str]) -> str:
    """What stands in the place of a find."""
    if _is_in_address(found):
        return found[0]
    number = found.lastindex or 0
    row = spoken.rows[number - 1]
    ending = found[0][len(found[number]) :] if row.match == ENDING_KEPT else ""
    return written(_with_capitals_of(row.replacement, found[number])) + ending


def _with_capitals_of(replacement: str, found: str) -> str:
    """With the capitals of what was found."""
    if found.isupper() and len(found) > 1:
        return replacement.upper()
    return replacement[0].upper() + replacement[1:] if found[0].isupper() else replacement


def _is_in_address(found: re.Match[str]) -> bool:
    """Is what was found a part of an address on the web or of mail?"""
    text, start, end = found.string, found.start(), found.end()
    if (not start or text[start - 1] in " \n>") and (text[end : end + 1] or " ") in " \n,<":
        return False
    before = _BREAK.split(text[max(0, start - 200) : start])[-1]
    after = _BREAK.split(text[end : end + 200], maxsplit=1)[0]
    return bool(_ADDRESS.search(before + found[0] + after))
