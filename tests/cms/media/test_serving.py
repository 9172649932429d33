from pathlib import Path

import pytest
from wagtail.images.models import Image, Rendition
from wagtail.models import Collection, CollectionViewRestriction
from wagtailmedia.models import Media

from cms.media.models import CaptionTrack
from tests.factories import UserFactory

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
    assert client.get("/media/media/talk.mp4", headers={"Range": f"bytes=0-{'9' * 18}"}).status_code == 206


@pytest.mark.parametrize("asked", ["9" * 5000 + "-", "0-" + "9" * 5000, "²-3", "٣-", "-5", "0-1,3-4", "x"])
def test_a_part_that_no_file_has_is_answered_with_the_whole(client, uploads, asked):
    answer = client.get("/media/media/talk.mp4", headers={"Range": f"bytes={asked}".encode().decode("latin-1")})
    assert answer.status_code == 200


def test_a_drawing_opened_by_itself_can_run_nothing(client, uploads):
    answer = client.get("/media/images/a.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["documents/list.pdf", "images/../documents/list.pdf", "../secret", "images/none.svg"])
def test_documents_and_what_lies_elsewhere_are_not_served(client, uploads, path):
    Path(uploads.parent / "secret").write_text("x")
    assert client.get(f"/media/{path}").status_code == 404


@pytest.fixture
def private(uploads):
    """A recording with its poster and captions, and a picture, in a collection below one that is private."""
    above = Collection.get_first_root_node().add_child(name="Private")
    collection = Collection.objects.get(pk=above.pk).add_child(name="Below")
    media = Media.objects.create(
        title="Talk", type="video", file="media/talk.mp4", thumbnail="media_thumbnails/t.png", collection=collection
    )
    CaptionTrack.objects.create(media=media, language="ky", file="captions/t.vtt")
    image = Image.objects.create(title="A", file="original_images/a.svg", width=1, height=1, collection=collection)
    Rendition.objects.create(image=image, filter_spec="w1", file="images/a.svg", width=1, height=1)
    for name in ("media_thumbnails/t.png", "captions/t.vtt"):
        (uploads / name).parent.mkdir(exist_ok=True)
        (uploads / name).write_bytes(b"x")
    return CollectionViewRestriction.objects.create(collection=above, restriction_type="login")


PRIVATE = ("media/talk.mp4", "media_thumbnails/t.png", "captions/t.vtt", "images/a.svg")


@pytest.mark.parametrize("path", PRIVATE)
def test_a_file_of_a_private_collection_is_for_those_alone_to_whom_it_is_open(client, private, path):
    assert client.get(f"/media/{path}").status_code == 403
    assert client.get(f"/media/{path}", headers={"Range": "bytes=0-0"}).status_code == 403
    client.force_login(UserFactory())
    answer = client.get(f"/media/{path}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    private.restriction_type = "groups"
    private.save()
    assert client.get(f"/media/{path}").status_code == 403


@pytest.mark.parametrize("path", PRIVATE)
def test_other_collections_stay_open(client, private, path):
    private.collection = Collection.get_first_root_node().add_child(name="Another")
    private.save()
    assert client.get(f"/media/{path}").status_code == 200


def test_where_nothing_is_private_a_file_costs_one_query(client, uploads, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/media/media/talk.mp4")
