"""What people may upload: known by its content, never by its name; pictures are made anew without their metadata."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

PIXELS = 40_000_000
PICTURES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
OOXML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/document.xml": ("docx", OOXML + "wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", OOXML + "spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", OOXML + "presentationml.presentation"),
}
OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
ODF = "application/vnd.oasis.opendocument."
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt"


class Upload(NamedTuple):
    """A file that may be kept: its name ends as its content says."""

    file: File
    name: str
    content_type: str
    size: int


def check_upload(upload: UploadedFile, *, max_bytes: int) -> Upload:
    """Check a file and make it safe to keep. Raises ValidationError with a sentence that names the file."""
    name = _plain_name(upload.name or "")
    if (upload.size or 0) > max_bytes:
        raise ValidationError(
            _("“%(name)s” is larger than %(limit)s. Make it smaller, or send it in parts.")
            % {"name": name, "limit": filesizeformat(max_bytes)}
        )
    for recognise in RECOGNISERS:
        upload.seek(0)
        if found := recognise(upload, name):
            file, ending, content_type = found
            return Upload(file, f"{PurePath(name).stem}.{ending}", content_type, file.size)
    raise ValidationError(
        _("“%(name)s” cannot be taken. Send a PDF, a picture (JPEG, PNG, WebP), a document or a plain text.")
        % {"name": name}
    )


def _plain_name(name: str) -> str:
    """The last part of the name, printable, not too long."""
    plain = "".join(letter for letter in PurePath(name.replace("\\", "/")).name if letter.isprintable())
    path = PurePath(plain or "file")
    return path.stem[:140] + path.suffix[:10]


Found = tuple[File, str, str]


def _pdf(file: UploadedFile, name: str) -> Found | None:
    return (file, "pdf", "application/pdf") if file.read(5) == b"%PDF-" else None


def _picture(file: UploadedFile, name: str) -> Found | None:
    """Made anew: what else the file held (place, camera, a script behind the picture) stays behind."""
    try:
        with Image.open(file, formats=list(PICTURES)) as picture:
            if picture.width * picture.height > PIXELS:
                raise ValidationError(_("“%(name)s” has too many pixels. Make the picture smaller.") % {"name": name})
            ending, content_type = PICTURES[picture.format or ""]
            upright = ImageOps.exif_transpose(picture)
            fresh = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            fresh.info.clear()
            out = BytesIO()
            fresh.save(out, format=picture.format, quality=88)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return ContentFile(out.getvalue(), name=f"picture.{ending}"), ending, content_type


def _document(file: UploadedFile, name: str) -> Found | None:
    """Office documents without macros, by what stands in the archive."""
    if not zipfile.is_zipfile(file):
        return None
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if any(PurePath(part).name == "vbaProject.bin" for part in names):
            return None
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
            return _open_document(file, archive.read("mimetype").decode("ascii", "replace"))
    kind = next((OFFICE[part] for part in OFFICE if part in names), None)
    return (file, *kind) if kind else None


def _open_document(file: UploadedFile, mimetype: str) -> Found | None:
    ending = OPEN_DOCUMENT.get(mimetype.removeprefix(ODF))
    return (file, ending, mimetype) if ending else None


def _text(file: UploadedFile, name: str) -> Found | None:
    try:
        text = file.read().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return (file, "txt", "text/plain; charset=utf-8") if text.strip() and "\0" not in text else None


RECOGNISERS: tuple[Callable[[UploadedFile, str], Found | None], ...] = (_pdf, _picture, _document, _text)
