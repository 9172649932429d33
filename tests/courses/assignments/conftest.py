import pytest

from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, UserFactory, make_outline
from tests.people import with_role


@pytest.fixture(autouse=True)
def _private_place(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }


@pytest.fixture
def enrolment():
    """On a course whose task is checked by a facilitator."""
    edition = make_outline()
    edition.items.filter(slug="task-3").update(check_by="facilitator")
    return EnrolmentFactory(edition=publish(edition))


@pytest.fixture
def item(enrolment):
    return enrolment.edition.items.get(slug="task-3")


@pytest.fixture
def trainer(db):
    return with_role(UserFactory(), "trainers")
