"""What may be uploaded as a picture: nothing that carries a script, and nothing that fills the memory."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

PIXELS = 30_000_000  # a photograph of a good camera; a picture is decoded whole, at 4 bytes a pixel
SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"}
HELPERS = {"defs", "symbol", "use", "title", "desc", "stop", "clipPath", "mask", "pattern", "marker", "style"}
SVG_TAGS = SHAPES | HELPERS | {"linearGradient", "radialGradient"}
UNSAFE_STYLE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|\\", re.IGNORECASE)


def open_whole(content: IO[bytes], **options: Any) -> Image.Image:
    """Open a picture of which half is not taken for the whole, as the printing library allows to the whole process."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return Image.open(content, **options)


def check_picture(name: str, content: bytes) -> None:
    """Raise ValidationError for a picture that must not be stored."""
    if name.lower().endswith(".svg"):
        _check_svg(content)
    else:
        _open(content)


def clean_picture(name: str, content: bytes) -> bytes:
    """The picture as it is stored: SVG as it is, once checked; pixels encoded anew, without what stood behind them
    and without the place and time that a camera adds.
    """
    check_picture(name, content)
    return content if name.lower().endswith(".svg") else _encode_anew(content)


@contextmanager
def _decoding() -> Iterator[None]:
    """Tell of any failure as of no picture: a decoder may raise anything for a broken file."""
    try:
        yield
    except ValidationError:
        raise
    except Exception as error:
        raise ValidationError(_("The file is no picture, or it is damaged.")) from error


def _open(content: bytes) -> Image.Image:
    with _decoding():
        image = open_whole(io.BytesIO(content))
        pixels = image.width * image.height * getattr(image, "n_frames", 1)
    if pixels > PIXELS:
        raise ValidationError(_("The picture has too many pixels; 30 million are the most."))
    return image


def _encode_anew(content: bytes) -> bytes:
    image = _open(content)
    encoding = "JPEG" if image.format == "MPO" else image.format  # a phone's second picture stays behind
    options: dict[str, Any] = {"quality": 90} if encoding in ("JPEG", "WEBP") else {}
    if getattr(image, "is_animated", False) and encoding != "JPEG":
        options["save_all"] = True
    target = io.BytesIO()
    with _decoding():
        upright = image if options.get("save_all") else ImageOps.exif_transpose(image)
        upright.save(target, format=encoding, exif=b"", **options)
    return target.getvalue()


def _check_svg(content: bytes) -> None:
    try:
        root = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ValidationError(_("The file is no picture, or it is damaged.")) from error
    for element in root.iter():
        if fault := _fault_of(element):
            raise ValidationError(_("The picture contains “%s”, which is not allowed.") % fault)


def _fault_of(element: Element) -> str:
    tag = str(element.tag).rpartition("}")[2]
    if tag not in SVG_TAGS:
        return tag
    if tag == "style" and UNSAFE_STYLE.search(element.text or ""):
        return "style"
    return next((name for name, value in element.attrib.items() if not _is_safe(name, value)), "")


def _is_safe(name: str, value: str) -> bool:
    """No handlers, and no reference that leads out of the picture."""
    local = name.rpartition("}")[2].lower()
    if local.startswith("on"):
        return False
    if local in ("href", "src"):
        return value.startswith("#")
    return not UNSAFE_STYLE.search(value)
