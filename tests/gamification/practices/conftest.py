"""Members, a report, and who checks it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.media.photos import check_photo
from gamification.practices.models import Practice
from gamification.practices.services import review, save_draft, send
from tests.gamification.factories import MemberFactory, club_administrator

WORDS = {
    "title": "Көчө жарыгы",
    "done": "Эл менен жыйын өткөрдүк.",
    "changed": "Он көчөдө жарык күйдү.",
    "for_whom": "Кечинде үйгө кайткандар үчүн.",
    "cost": "Бюджеттен 40 000 сом.",
    "repeat": "Адегенде чогуу карта түзгүлө.",
    "language": "ky",
    "region": "KG-C",
}


@pytest.fixture(autouse=True)
def _private_place(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }
    settings.STAFF_SECOND_FACTOR = False


def image(name="village.jpg", size=(60, 40)):
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, format="JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def photo():
    return check_photo(image(), max_bytes=1_000_000)


@pytest.fixture
def author(db):
    return MemberFactory()


@pytest.fixture
def club(db):
    """Who looks after the club."""
    return club_administrator()


def drafted(author, **more):
    words = {**WORDS, **{name: more.pop(name) for name in list(more) if name in (*WORDS, "video")}}
    return save_draft(author=author, edit=0, words=words, **more).practice


def sent(author, **more):
    return send(practice=drafted(author, **more), consent=True)


def checked(practice, by, publish=True, comment=""):
    return review(
        practice=practice, by=by, publish=publish, comment=comment, nobody_harmed=True, nobody_identified=True
    )


def published(author, by, **more):
    return checked(sent(author, **more), by)


@pytest.fixture
def report(author):
    """A draft with everything that is necessary."""
    return drafted(author)


@pytest.fixture
def public(author, club) -> Practice:
    """A published practice."""
    return published(author, club)
