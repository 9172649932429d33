"""course.yaml: what belongs to all languages."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from courses.pages.package.faults import Faults
from courses.pages.package.reading import Fields, read_text, read_yaml
from courses.syllabus.kinds import ITEM_KINDS
from courses.syllabus.outline import Outline, OutlineItem
from courses.syllabus.outline import faults as outline_faults

NAMESPACE = UUID("0e9df1c3-4a53-5e2f-9a4c-6a1c6f0c7d11")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Item:
    """A lesson, a quiz or a task, at its line in course.yaml."""

    kind: str
    key: str
    line: int
    minutes: int
    required: bool
    check: str
    policy: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course."""

    key: str
    line: int
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Spec:
    """The whole of course.yaml."""

    code: str
    source: str
    languages: list[str]
    hours: int
    minutes_per_hour: int
    practice_percent: int
    issue: str
    valid_months: int
    certificate_languages: list[str]
    modules: list[Module] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        """All things to do, in order."""
        return [item for module in self.modules for item in module.items]

    def course_key(self) -> UUID:
        """The translation key of the course's pages: the same wherever the package is loaded."""
        return uuid5(NAMESPACE, self.code)

    def module_key(self, key: str) -> UUID:
        """The translation key of a module's pages."""
        return uuid5(NAMESPACE, f"{self.code}/modules/{key}")

    def item_key(self, key: str) -> UUID:
        """The translation key of an item's pages, and the key of its activity."""
        return uuid5(NAMESPACE, f"{self.code}/{key}")

    def outline(self) -> Outline:
        """The outline that loading would publish."""
        items = [
            OutlineItem(
                key=self.item_key(item.key),
                module_key=self.module_key(module.key),
                slug=item.key,
                kind=item.kind,
                minutes=item.minutes,
                practice=ITEM_KINDS[item.kind].practice,
                required=item.required,
                check_by=item.check,
                policy=item.policy,
            )
            for module in self.modules
            for item in module.items
        ]
        return Outline(self.hours, self.minutes_per_hour, self.practice_percent, tuple(items))


def read_spec(root: Path, faults: Faults) -> Spec | None:
    """Read course.yaml; None when there is nothing to read."""
    file = root / "course.yaml"
    text = read_text(file, faults, wanted_by=(file, 1))
    if text is None:
        return None
    fields = Fields(read_yaml(text, file, faults), file, faults)
    if not fields.has("modules"):
        fields.fault(_("“%s” is missing.") % "modules")
        return None
    spec = _spec(fields)
    for message in outline_faults(spec.outline()):
        faults.add(file, _line_of(spec, message), message)
    return spec


def _line_of(spec: Spec, message: str) -> int:
    """The line of the item that a sentence names, the last one where two share a name."""
    return max((item.line for item in spec.items if f"“{item.key}”" in message), default=1)


def _spec(fields: Fields) -> Spec:
    code = fields.text("code", most=80)
    if code and not SLUG.fullmatch(code):
        fields.fault(_("“%s”: lower-case letters, digits and hyphens only.") % code, "code")
    known = tuple(dict(settings.LANGUAGES))
    source = fields.choice("source", known)
    spec = Spec(
        code=code,
        source=source,
        languages=_languages(fields, "languages", known),
        hours=fields.whole("hours", least=1, most=500),
        minutes_per_hour=fields.choice("minutes_per_hour", (60, 45)),
        practice_percent=fields.whole("practice_percent", 60, most=100),
        issue=fields.choice("issue", ("automatic", "order")),
        valid_months=fields.whole("valid_months", 0, most=600),
        certificate_languages=_languages(fields, "certificate_languages", known),
        modules=[_module(module) for module in fields.each("modules")],
    )
    if spec.languages and spec.languages[0] != source:
        fields.fault(_("The source language comes first."), "languages")
    if len(spec.certificate_languages) > 2:
        fields.fault(_("A certificate has one or two languages."), "certificate_languages")
    _once(fields, spec)
    fields.done()
    return spec


def _languages(fields: Fields, name: str, known: tuple[str, ...]) -> list[str]:
    listed = [entry.value for entry in fields.listed(name)]
    if any(code not in known for code in listed) or len(set(map(str, listed))) < len(listed):
        fields.fault(_("“%(name)s”: each once, of %(known)s.") % {"name": name, "known": ", ".join(known)}, name)
    return [code for code in listed if code in known]


def _once(fields: Fields, spec: Spec) -> None:
    seen: set[str] = set()
    for module in spec.modules:
        if module.key in seen:
            fields._faults.add(fields.file, module.line, _("The key “%s” stands twice.") % module.key)
        seen.add(module.key)


def _module(fields: Fields) -> Module:
    module = Module(_slug(fields, "key"), fields.entry.line, [_item(item) for item in fields.each("items")])
    fields.done()
    return module


def _slug(fields: Fields, name: str) -> str:
    slug = fields.text(name, most=80)
    if slug and not SLUG.fullmatch(slug):
        fields.fault(_("“%s”: lower-case letters, digits and hyphens only.") % slug, name)
    return slug


def _item(fields: Fields) -> Item:
    kinds = [kind for kind in ITEM_KINDS.names() if fields.has(kind)]
    if len(kinds) != 1:
        fields.fault(_("An item is a lesson, a quiz or a task: one of them."))
    kind = kinds[0] if kinds else ITEM_KINDS.names()[0]
    item = Item(
        kind=kind,
        key=_slug(fields, kind),
        line=fields.entry.line,
        minutes=fields.whole("minutes", least=1, most=6000),
        required=fields.flag("required", True),
        check="",
        policy={},
    )
    check, policy = ITEM_KINDS[kind].read_rules(fields)
    fields.done()
    return replace(item, check=check, policy=policy)
