"""Directives that list what the code defines, read from the source when the documentation is built: `signals`,
`defaults`, `optional-settings`, `variables`, `commands`, `periodic-tasks`, `functions`, `registries`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import code_facts
from code_facts import Fact
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class FactTable(SphinxDirective):
    """Show facts as a table with the columns of the class; a fact of which the code says nothing fails the build."""

    optional_arguments = 1
    columns: ClassVar[dict[str, Callable[[Fact], str]]] = {}
    must_be_described = True

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the facts to show."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        facts = self.facts(Path(self.env.srcdir).parent)
        for fact in facts:
            if self.must_be_described and not fact.text:
                raise self.error(f"nothing says what {fact.name} is")
        self.env.note_reread()
        head = [" | ".join(self.columns), " | ".join("---" for _ in self.columns)]
        rows = [" | ".join(show(fact).replace("|", r"\|") for show in self.columns.values()) for fact in facts]
        return self.parse_text_to_nodes("\n".join(f"| {line} |" for line in [*head, *rows]))


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _files(fact: Fact) -> str:
    return ", ".join(f"`{file}`" for file in fact.where) or "nothing yet"


class Signals(FactTable):
    """List the signals of a module given by its path."""

    columns: ClassVar = {
        "signal": lambda fact: _code(fact.name),
        "sent with": lambda fact: fact.text,
        "sent in": _files,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the signals of the module."""
        return code_facts.signals(root, root / self.arguments[0])


class Defaults(FactTable):
    """List the keys of a plugin's settings dict."""

    columns: ClassVar = {
        "key": lambda fact: _code(fact.name),
        "default": lambda fact: _code(fact.value),
        "what it is": lambda fact: fact.text,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the keys that the module has defaults for."""
        return code_facts.defaults(root / self.arguments[0])


class OptionalSettings(FactTable):
    """List the names that the plugins look for in Django's settings, with what the page says of each (`NAME: text`)."""

    has_content = True
    columns: ClassVar = {
        "setting": lambda fact: _code(fact.name),
        "default": lambda fact: _code(fact.value),
        "what it is": lambda fact: fact.text,
        "read in": _files,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the names that the plugins read; fail when the page speaks of another."""
        texts = dict(line.split(": ", 1) for line in self.content if line)
        facts = code_facts.optional_settings(root, "cms", "courses", "gamification")
        facts = [fact for fact in facts if fact.name not in {"COURSES", "GAMIFICATION"}]
        if unknown := sorted(texts.keys() - {fact.name for fact in facts}):
            raise self.error(f"no plugin reads {', '.join(unknown)}")
        return [replace(fact, text=texts.get(fact.name, "")) for fact in facts]


class Variables(FactTable):
    """List the environment variables of the site."""

    columns: ClassVar = {
        "variable": lambda fact: _code(fact.name),
        "default": lambda fact: _code(fact.value) or "none: must be given",
        "read in": _files,
    }
    must_be_described = False

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the variables that the settings read."""
        return code_facts.variables(root)


class Commands(FactTable):
    """List the management commands."""

    columns: ClassVar = {
        "command": lambda fact: _code(f"manage.py {fact.name}"),
        "what it does": lambda fact: fact.text,
        "in": _files,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the commands of all packages."""
        return code_facts.commands(root)


class PeriodicTasks(FactTable):
    """List the periodic tasks."""

    columns: ClassVar = {
        "task": lambda fact: _code(fact.name),
        "what it does": lambda fact: fact.text,
        "in": _files,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the tasks of all packages."""
        return code_facts.periodic_tasks(root)


class Functions(FactTable):
    """List the public functions of a module."""

    columns: ClassVar = {
        "function": lambda fact: _code(fact.name),
        "what it does": lambda fact: fact.text,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the functions of the module."""
        return code_facts.functions(root, root / self.arguments[0])


class Registries(FactTable):
    """List the registries of kinds."""

    columns: ClassVar = {
        "class of a kind": lambda fact: _code(fact.name),
        "what it is": lambda fact: fact.text,
        "kinds that are there": lambda fact: fact.value,
        "registry in": _files,
    }

    def facts(self, root: Path) -> Sequence[Fact]:
        """Return the registries of all packages."""
        return code_facts.registries(root)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_directive("signals", Signals)
    app.add_directive("defaults", Defaults)
    app.add_directive("optional-settings", OptionalSettings)
    app.add_directive("variables", Variables)
    app.add_directive("commands", Commands)
    app.add_directive("periodic-tasks", PeriodicTasks)
    app.add_directive("functions", Functions)
    app.add_directive("registries", Registries)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
