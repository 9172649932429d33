"""Markdown of a lesson as a sequence of parts. Nothing but what the page's blocks can hold is let through."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

BOXES = ("key", "case", "steps", "reflection")
TITLED = ("case", "steps")
INLINE = {"text", "softbreak", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"}
PROSE = {"paragraph", "heading", "bullet_list", "ordered_list", "list_item"}
SAFE_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@|tel:\+?\d)")
Report = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Raw:
    """A part as it stands in the file: prose as HTML (a box has a title), or the text of a fenced block."""

    kind: str
    line: int
    html: str = ""
    title: str = ""
    fenced: str = ""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.disable(["code", "entity", "backticks"])
    parser.use(container_plugin, name="box", validate=lambda params, markup: bool(params.strip()))
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # unsafe ones are reported, not hidden
    parser.add_render_rule("strong_open", lambda *args: "<b>")
    parser.add_render_rule("strong_close", lambda *args: "</b>")
    parser.add_render_rule("em_open", lambda *args: "<i>")
    parser.add_render_rule("em_close", lambda *args: "</i>")
    parser.add_render_rule("softbreak", lambda *args: " ")
    return parser


def split(text: str, report: Report) -> list[Raw]:
    """The parts of a text in their order; `report(line, message)` hears of each fault."""
    tokens = _parser().parse(text)
    _check(tokens, report)
    lines = text.split("\n")
    return [_part(chunk, lines, report) for chunk in _chunks(tokens)]


def _chunks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of prose, boxes, and fenced blocks."""
    run: list[Token] = []
    for token in tokens:
        in_box = bool(run) and run[0].type == "container_box_open"
        if not in_box and token.type in ("container_box_open", "fence"):
            yield from filter(None, (run,))
            run = []
        run.append(token)
        if token.type == "fence" or (in_box and _closes(run[0], token)):
            yield run
            run = []
    yield from filter(None, (run,))


def _closes(box: Token, token: Token) -> bool:
    return token.type == "container_box_close" and token.level == box.level


def _part(chunk: list[Token], lines: list[str], report: Report) -> Raw:
    first = chunk[0]
    line = _line(first)
    if first.type == "fence":
        return Raw(first.info.strip(), line, fenced=first.content)
    if first.type != "container_box_open":
        return Raw("text", line, html=_html(chunk))
    name, _space, title = first.info.strip().partition(" ")
    if name not in BOXES:
        report(
            line, _("“::: %(name)s” is not known; there are: %(names)s.") % {"name": name, "names": ", ".join(BOXES)}
        )
    if title and name not in TITLED:
        report(line, _("“::: %s” has no title.") % name)
    if not _is_closed(first, lines):
        report(line, _("“::: %s” is not closed with “:::”.") % name)
    return Raw(name, line, html=_html(chunk[1:-1]), title=title.strip())


def _is_closed(box: Token, lines: list[str]) -> bool:
    start, end = box.map or [0, 0]
    return any(line.strip() == ":::" for line in lines[start + 1 : end + 1])


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _html(tokens: list[Token]) -> str:
    """Rich text as the editor would store it: lists without paragraphs in their items, no space between blocks."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("list_item") else 0
        if token.type.startswith("paragraph") and depth:
            token.hidden = True
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return re.sub(r"\s*\n\s*", "", html)


def _check(tokens: Sequence[Token], report: Report) -> None:
    line, inside_box = 1, False
    for token in tokens:
        line = _line(token) if token.map else line
        if message := _fault_of(token, inside_box):
            report(line, message)
        inside_box = _inside(token, inside_box)
        for number, child in _inline(token, line):
            if message := _fault_within(child):
                report(number, message)


def _inside(token: Token, before: bool) -> bool:
    return token.type == "container_box_open" or (before and token.type != "container_box_close")


def _inline(token: Token, line: int) -> Iterator[tuple[int, Token]]:
    """The tokens of a paragraph, each with its line."""
    for child in token.children or ():
        yield line, child
        line += child.type in ("softbreak", "hardbreak")


def _fault_of(token: Token, inside_box: bool) -> str:
    if token.type == "html_block":
        return _("HTML is not allowed here.")
    if token.type == "heading_open" and (token.tag not in ("h2", "h3") or inside_box):
        return _("Headings are “##” and “###”, outside of boxes.")
    if token.type == "fence":
        return _("Fields cannot stand in a box: is the box above closed with “:::”?") if inside_box else ""
    if token.type == "container_box_open":
        return (
            _("A box cannot stand in a box or a list: is the one above closed with “:::”?")
            if inside_box or token.level
            else ""
        )
    if token.type in ("inline", "container_box_close") or token.type.rpartition("_")[0] in PROSE:
        return ""
    return _("“%s” is not known in a lesson.") % token.type.removesuffix("_open").removesuffix("_close")


def _fault_within(child: Token) -> str:
    if child.type == "html_inline":
        return _("HTML is not allowed here.")
    if child.type not in INLINE:
        return _("“%s” is not known in a lesson.") % child.type
    href: Any = child.attrs.get("href", "") if child.type == "link_open" else "mailto:a@"
    if not SAFE_LINK.match(str(href)):
        return _("The link “%s” must begin with https://, http://, mailto: or tel:") % href
    return ""
