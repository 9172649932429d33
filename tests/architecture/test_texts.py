from pathlib import Path

import pytest
from django.conf import settings

from cms.management.texts import PLURALS, catalogue, texts_in, untranslated

ROOT = Path(settings.BASE_DIR)


def texts_of(package):
    texts = texts_in(ROOT / package)
    return texts | texts_in(ROOT / "templates") if package == "lms" else texts


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
    from polib import POEntry

    language.append(POEntry(msgid="Hello %(name)s", msgstr="Привет"))
    assert len(untranslated(texts_in(tmp_path), language)) == 1
