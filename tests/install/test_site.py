"""What holds in any site into which the wheel is installed."""

import sys

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation


def test_nothing_of_our_own_site_is_imported():
    assert not any(name.partition(".")[0] == "lms" for name in sys.modules)
    assert not apps.is_installed("cms.pages")


@pytest.mark.parametrize(("language", "words"), [("ky", "Эсте сактаңыз"), ("ru", "Запомните")])
def test_the_wheel_brings_its_translations(language, words):
    with translation.override(language):
        assert translation.gettext("Remember") == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("plugin", "name"), [("courses", "catalogue"), ("courses", "verify"), ("gamification", "club")]
)
def test_the_first_pages_answer(client, plugin, name):
    if apps.is_installed(plugin):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert page.content.decode().count("<main") == 1
