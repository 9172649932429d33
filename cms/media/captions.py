"""What may be uploaded as captions."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _


def check_vtt(content: bytes) -> None:
    """Refuse what is no WebVTT text: players show nothing then, and say nothing about it."""
    if not content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise ValidationError(_("Captions are a WebVTT file; its first line says WEBVTT."))


def check_vtt_file(file: File) -> None:
    """The same of an upload."""
    file.seek(0)
    check_vtt(file.read(64))
    file.seek(0)
