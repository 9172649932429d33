"""Documents and recordings in the editor: by their content, whatever their name says."""

import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtailmedia.models import Media

from cms.media.documents import AUDIO, DOCUMENTS, VIDEO, check_document, check_recording
from tests.factories import UserFactory

PDF = b"%PDF-1.7\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
HTML = b"<!doctype html><script>alert(1)</script>"
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0"


def docx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", PDF), ("A.PDF", PDF), ("б.docx", docx()), ("a.txt", b"text"), ("a.csv", b"a;b")]
)
def test_a_document_that_is_what_its_name_says_is_taken(name, content):
    check_document(upload(name, content), name, max_bytes=1000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", EXE), ("a.pdf", EXE), ("a.html", HTML), ("a.pdf", HTML), ("a.pdf.exe", PDF), ("a.docx", PDF),
        ("a.pdf", docx()), ("a", PDF), ("a.svg", b"<svg/>"), ("a.pdf", b"%PDF-" + b"x" * 1000), ("a.txt", EXE),
    ],
)  # fmt: skip
def test_any_other_is_refused(name, content):
    with pytest.raises(ValidationError):
        check_document(upload(name, content), name, max_bytes=1000)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.mp4", MP4, "video"), ("a.webm", b"\x1a\x45\xdf\xa3", "video"), ("a.ogg", b"OggS", "audio"),
     ("a.mp3", b"ID3", "audio"), ("a.mp3", b"\xff\xfb\x90", "audio"), ("a.m4a", MP4, "audio")],
)  # fmt: skip
def test_a_recording_is_known_by_its_beginning(name, content, kind):
    check_recording(upload(name, content), name, kind=kind)
    with pytest.raises(ValidationError):
        check_recording(upload(name, EXE), name, kind=kind)
    with pytest.raises(ValidationError):
        check_recording(upload(name, content), name, kind="audio" if kind == "video" else "video")


@pytest.fixture
def editor(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STAFF_SECOND_FACTOR = False
    person = UserFactory(is_superuser=True)
    client.force_login(get_user_model().objects.get(pk=person.pk))
    with translation.override("en"):
        yield client


@pytest.mark.parametrize(("name", "content"), [("a.exe", EXE), ("a.html", HTML), ("a.pdf", EXE)])
def test_every_way_of_uploading_a_document_refuses_it(editor, name, content):
    Document.objects.create(title="old", file=upload("old.pdf", PDF))
    editor.post(reverse("wagtaildocs:add"), {"title": "x", "file": upload(name, content)})
    many = editor.post(reverse("wagtaildocs:add_multiple"), {"title": "x", "files[]": upload(name, content)})
    chooser = reverse("wagtaildocs_chooser:create")
    editor.post(chooser, {"document-chooser-upload-title": "x", "document-chooser-upload-file": upload(name, content)})
    edit = reverse("wagtaildocs:edit", args=[Document.objects.get().pk])
    editor.post(edit, {"title": "x", "file": upload(name, content)})
    assert many.json()["success"] is False
    assert [row.title for row in Document.objects.all()] == ["old"]


def test_a_good_document_is_stored_and_leaves_the_site_only_to_be_saved(editor, client):
    editor.post(reverse("wagtaildocs:add_multiple"), {"title": "x", "files[]": upload("list.pdf", PDF)})
    answer = client.get(Document.objects.get().url)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_recording_that_is_none_is_refused_at_its_field(editor):
    address = reverse("wagtailmedia:add", args=["video"])
    fields = {"title": "x", "duration": 0, "tags": "", "collection": 1}
    answer = editor.post(address, {**fields, "file": upload("a.mp4", EXE)})
    assert "file" in answer.context["form"].errors
    assert not Media.objects.exists()
    editor.post(address, {**fields, "file": upload("a.mp4", MP4)})
    assert Media.objects.count() == 1


def test_the_settings_name_the_kinds_of_a_package(settings):
    assert tuple(settings.WAGTAILDOCS_EXTENSIONS) == DOCUMENTS
    assert tuple(settings.WAGTAILMEDIA["AUDIO_EXTENSIONS"]) == AUDIO
    assert tuple(settings.WAGTAILMEDIA["VIDEO_EXTENSIONS"]) == VIDEO
