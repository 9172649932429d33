import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from cms.media.pictures import check_picture, clean_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def svg(inside):
    return SVG.format(inside).encode()


def encoded(kind, size=(4, 4), **options):
    target = io.BytesIO()
    Image.new("RGB", size, "red").save(target, kind, **options)
    return target.getvalue()


def huge_png():
    """A PNG of a few bytes that says it has 20,000 × 20,000 pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)" d="M0 0"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="https://elsewhere.example/x.png"/>',
        '<use xlink:href="https://elsewhere.example/x.svg#a"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        "<style>@import url(https://elsewhere.example/x.css)</style>",
        '<rect style="fill:url(https://elsewhere.example/x)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_a_drawing_that_could_do_something_is_refused(inside):
    with pytest.raises(ValidationError):
        check_picture("x.svg", svg(inside))


def test_a_drawing_with_entities_is_refused():
    bomb = b'<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    with pytest.raises(ValidationError):
        check_picture("x.svg", bomb)


def test_a_plain_drawing_is_kept_as_it_is():
    plain = svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="9" height="9"/>')
    assert clean_picture("x.svg", plain) == plain


@pytest.mark.parametrize(("kind", "name"), [("PNG", "x.png"), ("JPEG", "x.jpg"), ("WEBP", "x.webp"), ("GIF", "x.gif")])
def test_what_stands_behind_the_pixels_is_gone(kind, name):
    stored = clean_picture(name, encoded(kind) + b"<script>alert(1)</script>")
    assert b"script" not in stored
    assert Image.open(io.BytesIO(stored)).size == (4, 4)


def test_the_place_where_a_photograph_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "Bishkek, Chuy avenue 1"
    assert b"Bishkek" in encoded("JPEG", exif=exif)
    assert b"Bishkek" not in clean_picture("x.jpg", encoded("JPEG", exif=exif))


@pytest.mark.parametrize("content", [huge_png(), b"no picture", b""])
def test_too_many_pixels_and_what_is_no_picture_are_refused(content):
    with pytest.raises(ValidationError):
        clean_picture("x.png", content)


def test_of_a_phones_jpeg_the_second_picture_stays_behind():
    target, second = io.BytesIO(), Image.new("RGB", (4, 4), "blue")
    Image.new("RGB", (4, 4), "red").save(target, "MPO", save_all=True, append_images=[second])
    kept = Image.open(io.BytesIO(clean_picture("photo.jpg", target.getvalue())))
    assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)
