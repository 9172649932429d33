"""A whole package, read and checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from courses.pages.package.comparing import compare
from courses.pages.package.documents import Document, read_document
from courses.pages.package.faults import Faults
from courses.pages.package.outlines import Item, Spec, read_spec
from courses.pages.package.questions import read_bank
from courses.quizzes.question_data import QuestionData
from courses.syllabus.kinds import ITEM_KINDS


@dataclass(frozen=True, slots=True)
class Package:
    """What a folder holds; `documents` by language and key, the course's own under an empty key."""

    root: Path
    spec: Spec
    documents: dict[tuple[str, str], Document]
    bank: list[QuestionData]

    def document(self, language: str, key: str = "") -> Document:
        """The document of an item, or of the course itself."""
        return self.documents[language, key]


def read_package(root: Path) -> tuple[Package | None, Faults]:
    """Read everything and note every fault; without faults there is a package."""
    root = root.resolve()
    faults = Faults(root)
    spec = read_spec(root, faults)
    if spec is None:
        return None, faults
    documents = dict(_documents(root, spec, faults))
    _compare_languages(spec, documents, faults)
    _module_titles(spec, documents, faults)
    _strays(root, spec, faults)
    package = Package(root, spec, documents, read_bank(root, spec, faults))
    return package, faults


def _documents(root: Path, spec: Spec, faults: Faults) -> Iterator[tuple[tuple[str, str], Document]]:
    outline = root / "course.yaml"
    for language in spec.languages:
        if not (root / language).is_dir():
            faults.add(outline, 1, _("The folder of the language “%s” is missing.") % language)
            continue
        course = read_document(root / language / "course.md", faults, wanted_by=(outline, 1), course=True)
        if course:
            _only_prose(course, faults)
            yield (language, ""), course
        for item in spec.items:
            wanted_by, needs_body = (outline, item.line), ITEM_KINDS[item.kind].needs_body
            document = read_document(_path(root, language, item), faults, wanted_by=wanted_by, needs_body=needs_body)
            if document:
                yield (language, item.key), document


def _path(root: Path, language: str, item: Item) -> Path:
    return root / language / ITEM_KINDS[item.kind].folder / f"{item.key}.md"


def _only_prose(course: Document, faults: Faults) -> None:
    for part in course.parts:
        if part.kind != "text":
            faults.add(course.file, part.line, _("The description of a course is prose alone."))


def _compare_languages(spec: Spec, documents: dict[tuple[str, str], Document], faults: Faults) -> None:
    for (language, key), document in documents.items():
        source = documents.get((spec.source, key))
        if source and language != spec.source:
            file = document.file
            compare(source, document, lambda line, message, file=file: faults.add(file, line, message))  # type: ignore[misc]


def _module_titles(spec: Spec, documents: dict[tuple[str, str], Document], faults: Faults) -> None:
    wanted = {module.key for module in spec.modules}
    for language in spec.languages:
        course = documents.get((language, ""))
        if course is None:
            continue
        for key in wanted - {key for key, title in course.modules.items() if title}:
            faults.add(course.file, 1, _("The module “%s” has no title here.") % key)
        for key in course.modules.keys() - wanted:
            faults.add(course.file, 1, _("There is no module “%s”.") % key)


def _strays(root: Path, spec: Spec, faults: Faults) -> None:
    """Files that no outline names are forgotten words, or misspelt names."""
    for language in spec.languages:
        wanted = {_path(root, language, item) for item in spec.items}
        for folder in (kind.folder for kind in ITEM_KINDS):
            for file in sorted((root / language / folder).glob("*.md")):
                if file not in wanted:
                    faults.add(file, 1, _("course.yaml does not name this file."))
