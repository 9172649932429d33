import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.media.uploads import check_upload


def check(content, name="file.bin", max_bytes=1_000_000):
    return check_upload(SimpleUploadedFile(name, content), max_bytes=max_bytes)


def picture(form="JPEG", size=(8, 8), **extra):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, format=form, **extra)
    return out.getvalue()


def archive(*names, **texts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
        for name, text in texts.items():
            made.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (picture("JPEG"), "jpg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("xl/workbook.xml"), "xlsx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("Мен сурадым.".encode(), "txt"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_its_name_says(content, ending):
    assert check(content, "report.exe").name == f"report.{ending}"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03",
        b"",
        b"\x00\x01text",
        archive("anything.txt"),
        archive("word/document.xml", "word/vbaProject.bin"),
        archive(mimetype="application/vnd.oasis.opendocument.database"),
        b"\x89PNG\r\n\x1a\n broken",
    ],
)
def test_what_is_not_known_is_refused_by_name(content):
    with pytest.raises(ValidationError, match=r"report\.pdf"):
        check(content, "report.pdf")


def test_a_file_too_large_is_refused_with_the_limit():
    with pytest.raises(ValidationError, match=r"1[,.]0"):
        check(b"%PDF-" + b"x" * 2048, max_bytes=1024)


def test_a_picture_loses_what_its_camera_wrote_and_what_stood_behind_it():
    exif = Image.Exif()
    exif[0x010E] = "taken at school 5"
    made = check(picture("JPEG", exif=exif) + b"<script>alert(1)</script>")
    content = made.file.read()
    assert b"school 5" not in content
    assert b"<script>" not in content


def test_a_small_file_with_too_many_pixels_is_refused_before_it_is_unpacked():
    out = BytesIO()
    Image.new("1", (13_300, 13_300)).save(out, format="PNG")
    with pytest.raises(ValidationError):
        check(out.getvalue())


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\a\\b.pdf", "a\r\nb.pdf", "ы" * 500])
def test_a_name_is_one_plain_part_of_a_path(name):
    made = check(b"%PDF-", name)
    assert not set("/\\\r\n") & set(made.name)
    assert len(made.name) <= 160
