from pathlib import Path

import pytest
from django.conf import settings
from polib import POEntry

from cms.management.texts import PLURALS, catalogue, damaged, texts_in, untranslated, update

ROOT = Path(settings.BASE_DIR)


def texts_of(package):
    texts = texts_in(ROOT / package)
    return texts | texts_in(ROOT / "templates") if package == "lms" else texts


@pytest.mark.parametrize("language", PLURALS)
@pytest.mark.parametrize("package", settings.TEXT_PACKAGES)
def test_what_is_translated_can_be_shown(package, language):
    assert damaged(texts_of(package), catalogue(ROOT / package, language)) == []


@pytest.mark.release
@pytest.mark.parametrize("language", PLURALS)
@pytest.mark.parametrize("package", settings.TEXT_PACKAGES)
def test_every_text_of_the_interface_is_translated(package, language):
    assert untranslated(texts_of(package), catalogue(ROOT / package, language)) == []


@pytest.mark.parametrize("source", ['_("A text nobody translated")', 'gettext(\n"A text nobody translated")'])
def test_a_text_that_nobody_translated_is_found(tmp_path, source):
    (tmp_path / "planted.py").write_text(source)
    (tmp_path / "planted.html").write_text(
        "{% load i18n %}{% blocktranslate %}Another for {{ x }}{% endblocktranslate %}"
    )
    missing = untranslated(texts_in(tmp_path), catalogue(ROOT / "courses", "ky"))
    assert [line.partition(": ")[2] for line in missing] == ["Another for %(x)s", "A text nobody translated"]


def test_a_translation_that_loses_a_placeholder_is_found(tmp_path):
    (tmp_path / "planted.py").write_text('_("Hello %(name)s")')
    language = catalogue(tmp_path, "ru")
    language.append(POEntry(msgid="Hello %(name)s", msgstr="Привет"))
    assert len(damaged(texts_in(tmp_path), language)) == 1


def test_a_text_that_waits_for_its_translation_is_not_damaged(tmp_path):
    (tmp_path / "planted.py").write_text('_("Hello %(name)s")')
    language = catalogue(tmp_path, "ru")
    update(language, texts_in(tmp_path))
    assert damaged(texts_in(tmp_path), language) == []
    assert len(untranslated(texts_in(tmp_path), language)) == 1
