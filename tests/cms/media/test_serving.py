from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name, content in {
        "media/talk.mp4": b"0123456789",
        "documents/list.pdf": b"x",
        "images/a.svg": b"<svg/>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_recording_is_served_whole_or_in_the_part_that_was_asked_for(client, uploads):
    assert body(client.get("/media/media/talk.mp4")) == b"0123456789"
    part = client.get("/media/media/talk.mp4", headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    rest = client.get("/media/media/talk.mp4", headers={"Range": "bytes=8-"})
    assert rest.content == b"89"
    assert client.get("/media/media/talk.mp4", headers={"Range": "bytes=10-"}).status_code == 416


def test_a_drawing_opened_by_itself_can_run_nothing(client, uploads):
    answer = client.get("/media/images/a.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["documents/list.pdf", "images/../documents/list.pdf", "../secret", "images/none.svg"])
def test_documents_and_what_lies_elsewhere_are_not_served(client, uploads, path):
    Path(uploads.parent / "secret").write_text("x")
    assert client.get(f"/media/{path}").status_code == 404
