"""YAML that remembers its lines, and fields that are asked for by name and type."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from courses.pages.package.faults import Faults


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a YAML file and where it stands; `parts` are the entries of a mapping or a list."""

    value: Any
    line: int
    parts: Any = None


def read_yaml(text: str, file: Path, faults: Faults, *, above: int = 0) -> Entry:
    """Parse YAML that begins `above` lines below the top of the file. What cannot be read is a fault and empty."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is not None:
            return _entry(loader, node, file, faults, above)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(file, above + (mark.line + 1 if mark else 1), _("Not valid YAML: %s") % (error.problem or ""))
    except yaml.YAMLError as error:
        faults.add(file, above + 1, _("Not valid YAML: %s") % error)
    return Entry(None, above + 1)


def _entry(loader: Any, node: yaml.Node, file: Path, faults: Faults, above: int) -> Entry:
    line = above + node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        listed = [_entry(loader, part, file, faults, above) for part in node.value]
        return Entry([part.value for part in listed], line, listed)
    if not isinstance(node, yaml.MappingNode):
        return Entry(loader.construct_object(node), line)
    named: dict[Any, Entry] = {}
    for name, part in node.value:
        key = _key(loader, name)
        if key in named:
            faults.add(file, above + name.start_mark.line + 1, _("“%s” stands here twice.") % key)
        entry = _entry(loader, part, file, faults, above)
        named[key] = Entry(entry.value, above + name.start_mark.line + 1, entry.parts)
    return Entry({key: part.value for key, part in named.items()}, line, named)


def _key(loader: Any, node: yaml.Node) -> Any:
    key = loader.construct_object(node, deep=True)
    return key if isinstance(key, str | int | float | bool) else str(key)


def read_text(file: Path, faults: Faults, *, wanted_by: tuple[Path, int]) -> str | None:
    """The text of a file; None and a fault at who wanted it when it is not there or is no UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.add(*wanted_by, _("The file %s is missing.") % file.relative_to(faults.root).as_posix())
    except UnicodeDecodeError:
        faults.add(file, 1, _("The file is not UTF-8."))
    return None


class Fields:
    """The fields of a mapping. Each getter notes a fault and returns something harmless when the field is bad."""

    def __init__(self, entry: Entry, file: Path, faults: Faults) -> None:
        self.entry, self.file, self._faults = entry, file, faults
        self._named: dict[Any, Entry] = entry.parts if isinstance(entry.parts, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(entry.value, dict):
            self.fault(_("Fields (“name: value”) are expected here."))

    def fault(self, message: str, name: str | None = None) -> None:
        """Note a fault at a field, or at the whole."""
        faulty = self._named.get(name, self.entry)
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
        if entry is None or entry.value is None or not str(entry.value).strip():
            if required:
                self.fault(_("“%s” is missing.") % name, name)
            return ""
        if isinstance(entry.value, dict | list | bool):
            self.fault(_("“%s” must be a text: put it in quotes.") % name, name)
            return ""
        if len(text := str(entry.value).strip()) > most:
            self.fault(_("“%(name)s” is longer than %(most)s characters.") % {"name": name, "most": most}, name)
        return text

    def whole(self, name: str, default: int | None = None, *, least: int = 0, most: int = 100_000) -> int:
        """A whole number within limits; required without a default."""
        entry = self.raw(name)
        if entry is None and default is not None:
            return default
        value = entry.value if entry else None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            words = {"name": name, "least": least, "most": most}
            self.fault(_("“%(name)s” must be a whole number from %(least)s to %(most)s.") % words, name)
            return least
        return value

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        entry = self.raw(name)
        if entry is None:
            return default
        if not isinstance(entry.value, bool):
            self.fault(_("“%s” must be true or false.") % name, name)
        return bool(entry.value)

    def choice(self, name: str, choices: "tuple[Any, ...]", default: Any = None) -> Any:
        """One of the choices; required without a default."""
        entry = self.raw(name)
        if entry is None and default is not None:
            return default
        if entry is None or entry.value not in choices:
            listed = ", ".join(map(str, choices))
            self.fault(_("“%(name)s” must be one of: %(choices)s.") % {"name": name, "choices": listed}, name)
            return choices[0]
        return entry.value

    def listed(self, name: str) -> list[Entry]:
        """The entries of a list that must not be empty."""
        entry = self.raw(name)
        if entry is None or not isinstance(entry.parts, list) or not entry.parts:
            self.fault(_("“%s” must be a list with something in it.") % name, name)
            return []
        return entry.parts

    def named(self, name: str) -> dict[Any, Entry]:
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
