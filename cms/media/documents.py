"""What a document, a recording and its captions may be: of the kinds that a course package names, by their content."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from cms.media.uploads import check_upload

DOCUMENTS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "csv")
VIDEO = ("mp4", "webm")
AUDIO = ("mp3", "m4a", "ogg")
BEGINS = {  # (place of the mark in the file, the mark)
    "mp4": [(4, b"ftyp")],
    "m4a": [(4, b"ftyp")],
    "webm": [(0, b"\x1a\x45\xdf\xa3")],
    "ogg": [(0, b"OggS")],
    "mp3": [(0, b"ID3"), *((0, bytes([0xFF, second])) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2))],
}


def extension_of(name: str) -> str:
    """The end of a file's name in small letters, without the dot."""
    return PurePath(name).suffix.lower().removeprefix(".")


def check_document(file: File, name: str, *, max_bytes: int) -> None:
    """Raise ValidationError unless the file is a document whose content is what its name says."""
    said = extension_of(name)
    if said not in DOCUMENTS:
        raise ValidationError(_refusal(name, DOCUMENTS))
    found = extension_of(check_upload(file, max_bytes=max_bytes).name)  # type: ignore[arg-type]
    file.seek(0)
    if found != ("txt" if said == "csv" else said):
        message = _("“%(name)s” is no %(said)s: by its content it is %(found)s.")
        raise ValidationError(message % {"name": name, "said": said.upper(), "found": found.upper()})


def check_recording(file: File, name: str, *, kind: str) -> None:
    """Raise ValidationError unless the file is a recording of the kind (audio, video) that its name says."""
    known = VIDEO if kind == "video" else AUDIO
    said = extension_of(name)
    if said not in known:
        raise ValidationError(_refusal(name, known))
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if not any(head[place : place + len(mark)] == mark for place, mark in BEGINS[said]):
        raise ValidationError(_("“%(name)s” is no %(said)s by its content.") % {"name": name, "said": said.upper()})


def _refusal(name: str, known: tuple[str, ...]) -> str:
    return _("“%(name)s” cannot be taken. Allowed are: %(known)s.") % {"name": name, "known": ", ".join(known)}
