from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.media.photos import LARGE, SMALL, check_photo
from tests.cms.media.test_uploads import picture, with_a_second_picture


def photo(content, name="village.jpg"):
    return check_photo(SimpleUploadedFile(name, content), max_bytes=1_000_000)


def opened(file):
    return Image.open(BytesIO(file.read()))


def test_a_photograph_becomes_a_large_and_a_small_one():
    made = photo(picture(size=(3000, 2000)))
    assert max(opened(made.large).size) == LARGE
    assert max(opened(made.small).size) == SMALL


def test_a_small_picture_is_not_blown_up():
    assert opened(photo(picture(size=(40, 30))).large).size == (40, 30)


def test_place_and_camera_stay_behind():
    exif = Image.Exif()
    exif[271], exif[34853] = "Camera of the village head", {1: "N", 2: (42.0, 52.0, 0.0)}
    taken = picture(exif=exif)
    assert b"Camera of the village head" in taken
    for file in photo(taken):
        assert b"Camera" not in file.read()
        file.seek(0)
        assert not dict(opened(file).getexif())


def test_what_is_transparent_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, format="PNG")
    assert opened(photo(out.getvalue()).large).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"%PDF-1.7", "Мен сурадым.".encode(), b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused_by_its_name(content):
    with pytest.raises(ValidationError, match=r"village\.jpg|village\.pdf|village\.txt"):
        photo(content)


def test_a_phones_jpeg_with_a_second_picture_becomes_a_photograph_too():
    assert opened(photo(with_a_second_picture((900, 600))).large).size == (900, 600)
