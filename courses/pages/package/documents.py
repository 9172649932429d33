"""The Markdown files: a header of fields, then parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cms.blocks.blank import is_blank
from cms.media.captions import check_vtt
from cms.media.documents import AUDIO, DOCUMENTS, VIDEO, check_document, check_recording
from cms.media.pictures import check_picture
from courses.pages.package.faults import Faults
from courses.pages.package.markdown import BOXES, Raw, split
from courses.pages.package.reading import Entry, Fields, read_text, read_yaml
from courses.pages.publishing import title_faults

EXTENSIONS = {
    "picture": {".svg", ".png", ".jpg", ".jpeg", ".webp"},
    "captions": {".vtt"},
    **{
        role: {f".{name}" for name in names}
        for role, names in (("video", VIDEO), ("audio", AUDIO), ("download", DOCUMENTS))
    },
}


def _opened(path: Path, check: Callable[..., None], **facts: Any) -> None:
    with path.open("rb") as content:
        file = UploadedFile(content, path.name, size=path.stat().st_size)
        check(file, path.name, **facts)


CHECKS: dict[str, Callable[[Path], None]] = {
    "picture": lambda path: check_picture(path.name, path.read_bytes()),
    "captions": lambda path: check_vtt(path.read_bytes()),
    "video": lambda path: _opened(path, check_recording, kind="video"),
    "audio": lambda path: _opened(path, check_recording, kind="audio"),
    "download": lambda path: _opened(path, check_document, max_bytes=path.stat().st_size),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A block to be: `value` as its page block takes it, but for the files, which are named by their role."""

    kind: str
    line: int
    value: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file."""

    file: Path
    title: str
    summary: str
    parts: list[Part]
    modules: dict[str, str] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Is there a part with words in it?"""
        return any(part.kind != "text" or not is_blank(part.value["text"]) for part in self.parts)


def read_document(
    file: Path, faults: Faults, *, wanted_by: tuple[Path, int], course: bool = False, needs_body: bool = True
) -> Document | None:
    """Read a file of a course, lesson, quiz or task; None when it is not there."""
    text = read_text(file, faults, wanted_by=wanted_by)
    if text is None:
        return None
    header, body = _header(text, file, faults)
    fields = Fields(header, file, faults)
    document = Document(
        file=file,
        title=fields.text("title", most=255),
        summary=fields.text("summary", required=False, most=400),
        parts=[_part(raw, file, faults) for raw in split(body, lambda line, words: faults.add(file, line, words))],
        modules={key: fields.words(title, key) for key, title in fields.named("modules").items()} if course else {},
    )
    if not course and needs_body and not document.says_something:
        faults.add(file, 1, _("There is nothing to read or to do here."))
    if course and document.title:
        for message in title_faults(document.title):
            fields.fault(message, "title")
    fields.done()
    return document


def _header(text: str, file: Path, faults: Faults) -> tuple[Entry, str]:
    """The header, and the body with empty lines where the header was, so that lines keep their numbers."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        faults.add(file, 1, _("The file begins with a header between two lines “---”."))
        return Entry({"title": "-"}, 1, {"title": Entry("-", 1)}), text
    end = ends[1]
    header = read_yaml("\n".join(lines[1:end]), file, faults, above=1)
    return header, "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def _part(raw: Raw, file: Path, faults: Faults) -> Part:
    if raw.kind == "text":
        return Part("text", raw.line, {"text": raw.html})
    if raw.html or raw.kind in BOXES:
        if not raw.html:
            faults.add(file, raw.line, _("The box is empty."))
        return Part(raw.kind, raw.line, {"title": raw.title, "text": raw.html})
    reader = READERS.get(raw.kind)
    if reader is None:
        names = ", ".join(READERS)
        words = {"name": raw.kind, "names": names}
        faults.add(file, raw.line, _("“```%(name)s” is not known; there are: %(names)s.") % words)
        return Part(raw.kind, raw.line, {})
    fields = Fields(read_yaml(raw.fenced, file, faults, above=raw.line), file, faults)
    part = reader(raw, fields, faults.root / "media")
    fields.done()
    return part


def _file(fields: Fields, media: Path, role: str, name: str = "file") -> str:
    """The name of a file in media/, checked as far as its kind can be."""
    value = fields.text(name)
    path = media / value
    if not value:
        return ""
    if Path(value).name != value or not path.is_file():
        fields.fault(_("The file %s is missing.") % f"media/{value}", name)
    elif path.suffix.lower() not in EXTENSIONS[role]:
        known = ", ".join(sorted(EXTENSIONS[role]))
        fields.fault(_("“%(file)s” must be one of: %(known)s.") % {"file": value, "known": known}, name)
    elif role in CHECKS:
        try:
            CHECKS[role](path)
        except ValidationError as error:
            fields.fault(f"{value}: {' '.join(error.messages)}", name)
    return value


def _picture(raw: Raw, fields: Fields, media: Path) -> Part:
    value = {"alt": fields.text("alt", most=500), "caption": fields.text("caption", required=False)}
    return Part("picture", raw.line, value, {"image": _file(fields, media, "picture")})


def _recording(raw: Raw, fields: Fields, media: Path) -> Part:
    value = {"title": fields.text("title"), "transcript": fields.text("transcript")}
    files = {"media": _file(fields, media, raw.kind)}
    if raw.kind == "video":
        files["captions"] = _file(fields, media, "captions", "captions")
    return Part(raw.kind, raw.line, value, files)


def _table(raw: Raw, fields: Fields, media: Path) -> Part:
    header = [fields.words(entry, "header") for entry in fields.listed("header")]
    rows = [[fields.words(cell, "rows") for cell in _cells(row)] for row in fields.listed("rows")]
    if any(len(row) != len(header) for row in rows):
        fields.fault(_("Every row has as many cells as the header."), "rows")
    if not all(header):
        fields.fault(_("A heading of a column is empty."), "header")
    return Part("table", raw.line, {"caption": fields.text("caption"), "header": header, "rows": rows})


def _cells(row: Entry) -> list[Entry]:
    return row.parts if isinstance(row.parts, list) else []


def _download(raw: Raw, fields: Fields, media: Path) -> Part:
    return Part("download", raw.line, {"title": fields.text("title")}, {"document": _file(fields, media, "download")})


def _helplines(raw: Raw, fields: Fields, media: Path) -> Part:
    lines = []
    for line in fields.each("lines"):
        lines.append(
            {"name": line.text("name"), "phone": line.text("phone"), "note": line.text("note", required=False)}
        )
        line.done()
    return Part("helplines", raw.line, {"title": fields.text("title"), "lines": lines})


def _check(raw: Raw, fields: Fields, media: Path) -> Part:
    return Part("check", raw.line, {"question": fields.text("question"), "answer": fields.text("answer")})


READERS: dict[str, Callable[[Raw, Fields, Path], Part]] = {
    "picture": _picture,
    "video": _recording,
    "audio": _recording,
    "table": _table,
    "download": _download,
    "helplines": _helplines,
    "check": _check,
}
