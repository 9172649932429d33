"""A photograph for a public page: a large one to look at, a small one that a poor line carries."""

from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from cms.media.uploads import check_upload

LARGE, SMALL = 1280, 440  # the longer side


class Photo(NamedTuple):
    """Both sizes; `large` a JPEG, which every messenger can show, `small` a WebP of some 15 KB."""

    large: ContentFile
    small: ContentFile


def check_photo(upload: UploadedFile, *, max_bytes: int) -> Photo:
    """Check an upload and encode it anew in two sizes, without what stood behind the picture (place, time, camera).

    Raises ValidationError with a sentence that names the file.
    """
    checked = check_upload(upload, max_bytes=max_bytes)
    if not checked.content_type.startswith("image/"):
        raise ValidationError(_("“%(name)s” is no picture (JPEG, PNG, WebP).") % {"name": checked.name})
    with Image.open(checked.file) as picture:
        picture.thumbnail((LARGE, LARGE))  # before anything copies it: a JPEG is then never decoded in full
        on_white = Image.new("RGB", picture.size, "white")
        on_white.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return Photo(_sized(on_white, LARGE, "JPEG", 80), _sized(on_white, SMALL, "WEBP", 55))


def _sized(picture: Image.Image, side: int, encoding: str, quality: int) -> ContentFile:
    copy = picture.copy()
    copy.thumbnail((side, side))
    out = BytesIO()
    copy.save(out, format=encoding, quality=quality)
    return ContentFile(out.getvalue(), name="photo.jpg" if encoding == "JPEG" else "photo.webp")
