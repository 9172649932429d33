import random
import struct
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image

from cms.media.uploads import check_upload


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


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


def with_a_second_picture(size=(8, 8)):
    """A JPEG as a phone writes it: with a depth map or a preview behind it."""
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, format="MPO", save_all=True, append_images=[Image.new("RGB", size, "blue")])
    return out.getvalue()


def with_bit(content, flag, value):
    """An archive whose entries say that they are encrypted (flag 6, value 1) or packed in an odd way (8, 99)."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", flag), (b"PK\x01\x02", flag + 2)):
        at = changed.find(mark)
        while at >= 0:
            struct.pack_into("<H", changed, at + offset, value)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def test_a_phones_jpeg_with_a_second_picture_is_a_jpeg_of_the_first():
    made = check(with_a_second_picture(), "IMG_2041.jpg")
    assert made.name == "IMG_2041.jpg"
    picture = Image.open(made.file)
    assert (picture.format, getattr(picture, "n_frames", 1)) == ("JPEG", 1)
    assert picture.getpixel((0, 0))[0] > 200


ODT = archive(mimetype="application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    "content",
    [
        with_bit(ODT, 6, 1),
        with_bit(ODT, 8, 99),
        ODT[:40] + b"\xff" * 20 + ODT[60:],
        archive("word/document.xml")[:-10],
    ],
)
def test_an_encrypted_an_odd_and_a_broken_archive_are_refused_in_words(content):
    with pytest.raises(ValidationError, match=r"report\.docx.*archive or a damaged document"):
        check(content, "report.docx")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC.*Most Compatible"),
        (b"\x00\x00\x00\x18ftypmif1heic", "HEIC"),
        (picture("JPEG", size=(200, 200))[:-300], "only a part"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
        (b"{\\rtf1\\ansi report}", "RTF"),
        (b"<!DOCTYPE html><p>report", "HTML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "HTML"),
        (b"Rar!\x1a\x07\x00", "archive"),
    ],
)
def test_each_refusal_says_what_the_person_can_do(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check(content, "report.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_plain_text_is_taken_in_the_encodings_of_windows_and_kept_readable(encoding):
    typed = "Ата-энелер жыйыны: 12 киши катышты.\r\nЖыйынтык — «макул» №3"
    made = check(typed.encode(encoding), "отчёт.txt")
    assert made.file.read().decode("utf-8") == typed
    assert made.size == len(typed.encode())


@pytest.mark.parametrize(
    "content", ["Ө".encode("utf-16-le") * 4, bytes(range(128, 256)), "Öffnung über".encode("cp1252")]
)
def test_what_only_might_be_text_is_not_guessed(content):
    with pytest.raises(ValidationError):
        check(content, "report.txt")


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_nothing_that_is_uploaded_raises_anything_but_a_sentence():
    """2,000 files, each damaged somewhere: a decoder may raise anything."""
    chance = random.Random(7)
    whole = [picture("JPEG"), picture("PNG"), picture("WEBP"), with_a_second_picture(), ODT, archive("xl/workbook.xml")]
    taken = 0
    for _file in range(2000):
        content = bytearray(chance.choice(whole))
        for _byte in range(chance.randint(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            check(bytes(content[: chance.randint(1, len(content))]))
            taken += 1
        except ValidationError:
            pass
    assert 0 < taken < 2000
