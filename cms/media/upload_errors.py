"""Error messages for uploads that are refused; each says what the person can do."""

import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

PICTURE = _(
    "“%(name)s” is damaged: only a part of the picture has arrived. Open it on your device, save it anew and send that."
)
HEIC = _(
    "“%(name)s” is a HEIC picture, which many computers cannot open. Save it as JPEG: on an iPhone choose Settings, "
    "Camera, Formats, Most Compatible, and take it again; or open it, make a screenshot and send that."
)
OLD_OFFICE = _(
    "“%(name)s” is protected by a password or in an old format of Word or Excel. Save it without a password as .docx, "
    ".xlsx or PDF."
)
ARCHIVE = _("“%(name)s” is an archive or a damaged document. Send the files themselves, or save the document anew.")
FORMATTED = _("“%(name)s” is a formatted text (RTF, HTML). Save it as .docx, .odt or PDF.")
OTHER = _("“%(name)s” cannot be taken. Send a PDF, a picture (JPEG, PNG, WebP), a document or a plain text.")

BEGINNINGS: tuple[tuple[re.Pattern[bytes], Any], ...] = (
    (re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP", re.S), PICTURE),
    (re.compile(rb"....ftyp(hei|hev|mif|msf|avi)", re.S), HEIC),
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b"), ARCHIVE),
    (re.compile(rb"(\xef\xbb\xbf)?\s*(\{\\rtf|<)", re.S), FORMATTED),
)


def error_for(upload: UploadedFile) -> Any:
    """Return the message for a file that was not recognised, by its first bytes; it has the placeholder `name`."""
    upload.seek(0)
    first = upload.read(64)
    return next((sentence for beginning, sentence in BEGINNINGS if beginning.match(first)), OTHER)
