"""YAML that keeps its lines and its words: a scalar is the text that stands there, whatever YAML would make of it.

So `0555123456` keeps its zero, `12:30` is no number and `no` no truth value. A number, a yes or no and a choice are
made by who asks for one (`Fields`), with a fault where the text is none.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from courses.pages.package.faults import Faults

DEEPEST = 20
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
FLAGS = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a YAML file and where it stands: a text, or a list or mapping, whose entries are `parts`."""

    value: Any
    line: int
    parts: Any = None


class _Loader(yaml.BaseLoader):
    """Knows texts, lists and mappings alone. What would be dropped or multiplied unseen is an error: tags, anchors
    and aliases, of which a few lines can make more than the memory holds.
    """

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = _("a text that begins with “&”, “*” or “!” stands in quotes")
            raise yaml.composer.ComposerError(None, None, message, event.start_mark)
        if self.depth >= DEEPEST:
            message = _("too deeply nested")
            raise yaml.composer.ComposerError(None, None, message, event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def read_yaml(text: str, file: Path, faults: Faults, *, above: int = 0) -> Entry:
    """Parse YAML that begins `above` lines below the top of the file. What cannot be read is a fault and empty."""
    try:
        node = _Loader(text).get_single_node()
        if node is not None:
            return _entry(node, file, faults, above)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        faults.add(file, above + line, _problem(text, line, error))
    except yaml.YAMLError as error:
        faults.add(file, above + 1, _("Not valid YAML: %s") % error)
    return Entry("", above + 1)


def _problem(text: str, line: int, error: yaml.MarkedYAMLError) -> str:
    if re.match(r" *\t", [*text.split("\n"), ""][line - 1]):
        return _("Indent with spaces, not with tabs.")
    return _("Not valid YAML: %s") % (error.problem or "")


def _entry(node: yaml.Node, file: Path, faults: Faults, above: int) -> Entry:
    line = above + node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        listed = [_entry(part, file, faults, above) for part in node.value]
        return Entry([part.value for part in listed], line, listed)
    if not isinstance(node, yaml.MappingNode):
        return Entry(node.value, line)
    named: dict[str, Entry] = {}
    for name, part in node.value:
        at = above + name.start_mark.line + 1
        key = name.value if isinstance(name, yaml.ScalarNode) else ""
        if not key:
            faults.add(file, at, _("The name of a field is a text."))
        elif key in named:
            faults.add(file, at, _("“%s” stands here twice.") % key)
        entry = _entry(part, file, faults, above)
        named[key] = Entry(entry.value, at, entry.parts)
    return Entry({key: part.value for key, part in named.items()}, line, named)


def whole_of(entry: Entry | None) -> Any:
    """The whole number that an entry says; what says none stays as it is."""
    value = entry.value if entry else None
    return int(value) if isinstance(value, str) and WHOLE.fullmatch(value.strip()) else value


def flag_of(entry: Entry | None) -> Any:
    """The truth value that an entry says; what says none stays as it is."""
    value = entry.value if entry else None
    return FLAGS.get(value.strip().lower(), value) if isinstance(value, str) else value


def read_text(file: Path, faults: Faults, *, wanted_by: tuple[Path, int]) -> str | None:
    """The text of a file; None and a fault where it is not there (told to who wanted it) or is no plain UTF-8."""
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        faults.add(*wanted_by, _("The file %s is missing.") % file.relative_to(faults.root).as_posix())
    except OSError:
        faults.add(*wanted_by, _("The file %s cannot be read.") % file.relative_to(faults.root).as_posix())
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(file, line, _("The file is not UTF-8 (is it Windows-1251 or UTF-16?): save it as UTF-8."))
    else:
        _find_control_characters(text, file, faults)
        return text
    return None


def _find_control_characters(text: str, file: Path, faults: Faults) -> None:
    """What nobody sees in an editor and what breaks lines for some readers only."""
    for number, line in enumerate(text.split("\n"), start=1):
        if bad := next((c for c in line if c != "\t" and unicodedata.category(c) in ("Cc", "Zl", "Zp")), ""):
            faults.add(file, number, _("An invisible control character (U+%s) stands here.") % f"{ord(bad):04X}")


class Fields:
    """The fields of a mapping. Each getter notes a fault and returns something harmless when the field is bad."""

    def __init__(self, entry: Entry, file: Path, faults: Faults) -> None:
        self.entry, self.file, self._faults = entry, file, faults
        self._named: dict[str, Entry] = entry.parts if isinstance(entry.parts, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(entry.value, dict):
            self.fault(_("Fields (“name: value”) are expected here."))

    def fault(self, message: str, name: str | None = None) -> None:
        """Note a fault at a field, or at the whole."""
        faulty = self._named.get(name or "", self.entry)
        self._faults.add(self.file, faulty.line, message)

    def has(self, name: str) -> bool:
        """Is the field there?"""
        return name in self._named

    def raw(self, name: str) -> Entry | None:
        """The field as it stands."""
        self._asked.add(name)
        return self._named.get(name)

    def text(self, name: str, *, required: bool = True, most: int = 100_000) -> str:
        """A text, without space around it."""
        entry = self.raw(name)
        text = self.words(entry, name) if entry else ""
        if required and not text and (entry is None or entry.parts is None):
            self.fault(_("“%s” is missing.") % name, name)
        if len(text) > most:
            self.fault(_("“%(name)s” is longer than %(most)s characters.") % {"name": name, "most": most}, name)
        return text

    def words(self, entry: Entry, name: str) -> str:
        """The text of an entry of this field."""
        if entry.parts is None:
            return str(entry.value).strip()
        self._faults.add(self.file, entry.line, _("“%s” must be a text: put it in quotes.") % name)
        return ""

    def whole(self, name: str, default: int | None = None, *, least: int = 0, most: int = 100_000) -> int:
        """A whole number within limits; required without a default."""
        entry = self.raw(name)
        if entry is None and default is not None:
            return default
        value = whole_of(entry)
        if not isinstance(value, int) or not least <= value <= most:
            words = {"name": name, "least": least, "most": most}
            self.fault(_("“%(name)s” must be a whole number from %(least)s to %(most)s.") % words, name)
            return least
        return value

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        entry = self.raw(name)
        if entry is None:
            return default
        value = flag_of(entry)
        if not isinstance(value, bool):
            self.fault(_("“%s” must be true or false.") % name, name)
        return bool(value)

    def choice(self, name: str, choices: "tuple[Any, ...]", default: Any = None) -> Any:
        """One of the choices; required without a default."""
        entry = self.raw(name)
        if entry is None and default is not None:
            return default
        known = {str(choice): choice for choice in choices}
        if entry is None or entry.parts is not None or entry.value.strip() not in known:
            self.fault(_("“%(name)s” must be one of: %(choices)s.") % {"name": name, "choices": ", ".join(known)}, name)
            return choices[0]
        return known[entry.value.strip()]

    def listed(self, name: str) -> list[Entry]:
        """The entries of a list that must not be empty."""
        entry = self.raw(name)
        if entry is None or not isinstance(entry.parts, list) or not entry.parts:
            self.fault(_("“%s” must be a list with something in it.") % name, name)
            return []
        return entry.parts

    def named(self, name: str) -> dict[str, Entry]:
        """The entries of a mapping, which may be missing."""
        entry = self.raw(name)
        if entry is not None and not isinstance(entry.parts, dict):
            self.fault(_("“%s” must be fields (“name: value”).") % name, name)
        return entry.parts if entry is not None and isinstance(entry.parts, dict) else {}

    def each(self, name: str) -> "Iterator[Fields]":
        """The mappings in a list."""
        for entry in self.listed(name):
            yield Fields(entry, self.file, self._faults)

    def done(self) -> None:
        """Note what nobody asked for."""
        for name in self._named.keys() - self._asked:
            self.fault(_("“%s” is not known here.") % name, name)
