"""What people may upload: known by its content, never by its name; pictures are made anew without their metadata."""

import logging
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
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from cms.media.pictures import open_whole
from cms.media.plain_text import decode_text
from cms.media.upload_errors import error_for

logger = logging.getLogger(__name__)
PIXELS = 40_000_000
TOO_MANY_PIXELS = gettext_lazy("“%(name)s” has too many pixels. Make the picture smaller.")
JPEG = ("jpg", "image/jpeg")
DECODERS = ("JPEG", "PNG", "WEBP")
# MPO is what the decoder of JPEG makes of one with a second picture inside (depth, preview): the first one is kept.
PICTURES = {"JPEG": JPEG, "MPO": JPEG, "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
OOXML = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/document.xml": ("docx", OOXML + "wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", OOXML + "spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", OOXML + "presentationml.presentation"),
}
OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
ODF = "application/vnd.oasis.opendocument."
# A telephone that takes HEIC sends a JPEG instead where this list has no HEIC.
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
        if found := _ask(recognise, upload, name):
            file, ending, content_type = found
            return Upload(file, f"{PurePath(name).stem}.{ending}", content_type, file.size)
    raise ValidationError(error_for(upload) % {"name": name})


def _ask(recognise: "Recogniser", upload: UploadedFile, name: str) -> "Found | None":
    """The answer of a recogniser. A decoder may raise anything for a broken file: that file is not recognised."""
    upload.seek(0)
    try:
        return recognise(upload, name)
    except ValidationError:
        raise
    except Image.DecompressionBombError as bomb:
        raise ValidationError(TOO_MANY_PIXELS % {"name": name}) from bomb
    except Exception:
        logger.info("An uploaded file could not be read", exc_info=True)
        return None


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
    with open_whole(file, formats=DECODERS) as picture:
        if picture.width * picture.height > PIXELS:
            raise ValidationError(TOO_MANY_PIXELS % {"name": name})
        ending, content_type = PICTURES[picture.format or ""]
        upright = ImageOps.exif_transpose(picture)
        fresh = upright.convert("RGBA" if upright.has_transparency_data and ending != "jpg" else "RGB")
        fresh.info.clear()
        out = BytesIO()
        fresh.save(out, format="JPEG" if ending == "jpg" else picture.format, quality=88)
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
    """Plain text in the encodings that Windows writes; kept as UTF-8, so that everybody can read it."""
    text = decode_text(file.read())
    if text is None:
        return None
    return ContentFile(text.encode(), name="text.txt"), "txt", "text/plain; charset=utf-8"


Recogniser = Callable[[UploadedFile, str], Found | None]
RECOGNISERS: tuple[Recogniser, ...] = (_pdf, _picture, _document, _text)
