import pytest
from django.utils import translation
from wagtail.blocks import StreamBlock
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtailmedia.models import Media

from cms.blocks.lesson import LESSON_BLOCKS
from cms.blocks.rendering import render_parts
from cms.media.models import CaptionTrack

pytestmark = pytest.mark.django_db


def parts(*blocks):
    raw = [{"type": kind, "value": value, "id": str(number)} for number, (kind, value) in enumerate(blocks)]
    return render_parts(StreamBlock(LESSON_BLOCKS).to_python(raw))


def test_a_part_tells_its_kind_so_that_the_page_can_add_the_note():
    (part,) = parts(("reflection", {"text": "<p>Where did you meet this?</p>"}))
    assert (part.id, part.kind) == ("0", "reflection")
    assert "Where did you meet this?" in part.html


def test_the_answer_of_a_check_is_shown_on_demand_and_escaped():
    (part,) = parts(("check", {"question": "Why <b>?", "answer": "Because."}))
    assert "Why &lt;b&gt;?" in part.html
    assert part.html.index("<details>") < part.html.index("Because.")


def test_a_picture_carries_the_alt_text_of_its_place():
    image = Image.objects.create(title="not this", file=get_test_image_file())
    (part,) = parts(("picture", {"image": image.pk, "alt": "A scale in balance", "caption": ""}))
    assert 'alt="A scale in balance"' in part.html
    assert "not this" not in part.html


def test_a_video_offers_captions_in_every_language_and_its_transcript():
    media = Media.objects.create(title="Talk", file="talk.mp4", type="video", duration=1)
    for language in ("ky", "ru"):
        CaptionTrack.objects.create(media=media, language=language, file=f"{language}.vtt")
    with translation.override("ky"):
        (part,) = parts(("video", {"media": media.pk, "title": "Talk", "transcript": "All of it."}))
    assert part.html.count("<track") == 2
    assert 'srclang="ky" label="Кыргызча" default' in part.html
    assert "All of it." in part.html


def test_a_table_names_its_columns_and_rows():
    (part,) = parts(("table", {"caption": "Share", "header": ["Year", "%"], "rows": [["2024", "25.3"]]}))
    assert '<th scope="col">Year</th>' in part.html
    assert '<th scope="row">2024</th><td>25.3</td>' in part.html


def test_a_helpline_can_be_called_by_touch():
    lines = [{"name": "Children", "phone": "1 11", "note": "free"}]
    (part,) = parts(("helplines", {"title": "Call", "lines": lines}))
    assert 'href="tel:111"' in part.html
