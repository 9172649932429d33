"""The libraries' words in Kyrgyz and Kazakh: they lose nothing of the original, and reach the reader."""

import json
import re
from collections import Counter
from pathlib import Path

import allauth
import polib
import pytest
import wagtail.admin
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

CATALOGUES = sorted((Path(settings.BASE_DIR) / "lms" / "locale_vendor").glob("*/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdr]|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def language_of(path):
    return path.parent.parent.name


def key(entry):
    return entry.msgctxt, entry.msgid


def translated(path):
    """Keys that a catalogue translates; a library's missing catalogue translates none."""
    return {key(entry) for entry in polib.pofile(str(path)).translated_entries()} if path.exists() else set()


def share(library, name, language):
    """How much of a library's English catalogue is read in a language, from our words or its own."""
    catalogues = Path(library.__path__[0]) / "locale"
    wanted = {key(e) for e in polib.pofile(str(catalogues / "en" / "LC_MESSAGES" / name)) if not e.obsolete}
    ours = Path(settings.BASE_DIR) / "lms" / "locale_vendor" / language / "LC_MESSAGES" / name
    return len(wanted & (translated(ours) | translated(catalogues / language / "LC_MESSAGES" / name))) / len(wanted)


def faults(entry):
    """What a translation adds to or drops from the placeholders and tags of its original."""
    pairs = [(entry.msgid, entry.msgstr)]
    if entry.msgid_plural:
        pairs = [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    for original, translation in pairs:
        if not translation.strip() and original.strip():
            yield f"{entry.msgid!r}: empty"
        if not set(PLACEHOLDER.findall(translation)) <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)):
            yield f"{entry.msgid!r}: placeholders added"
        if Counter(TAG.findall(original)) != Counter(TAG.findall(translation)):
            yield f"{entry.msgid!r}: tags"
    original, translation = pairs[-1]
    if set(PLACEHOLDER.findall(original)) != set(PLACEHOLDER.findall(translation)):
        yield f"{entry.msgid!r}: placeholders"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{language_of(path)}-{path.stem}")
def test_a_translation_keeps_placeholders_and_tags(path):
    assert [fault for entry in polib.pofile(str(path)) for fault in faults(entry)] == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Hello %(name)s", "Салам"),
        ("Hello", "Салам %(name)s"),
        ("{} of {n}", "{}"),
        ("<b>Hello</b>", "<b>Салам"),
        ("Hello", ""),
    ],
)
def test_a_translation_that_loses_something_is_found(msgid, msgstr):
    assert list(faults(polib.POEntry(msgid=msgid, msgstr=msgstr)))


@pytest.mark.parametrize("language", ["ky", "kk"])
def test_accounts_speak_the_language_wholly(language):
    assert share(allauth, "django.po", language) == 1


@pytest.mark.parametrize("language", ["ky", "kk"])
@pytest.mark.parametrize("name", ["django.po", "djangojs.po"])
def test_the_editor_speaks_the_language(name, language):
    assert share(wagtail.admin, name, language) >= 0.95


def test_a_missing_catalogue_counts_as_nothing():
    assert share(allauth, "django.po", "xx") == 0


def test_a_kazakh_learner_reads_why_a_password_is_refused():
    with override("kk"):
        assert gettext("This password is too common.") == "Бұл құпиясөз тым кең таралған."
        assert ngettext("%(num)d day", "%(num)d days", 5) % {"num": 5} == "5 күн"


@pytest.mark.django_db
def test_a_kazakh_sign_up_is_refused_in_kazakh(client):
    page = client.post("/kk/accounts/signup/", {"email": "асан", "password1": "12"}).content.decode()
    assert "Дұрыс электрондық пошта мекенжайын енгізіңіз." in page


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "pages", "search"), [("ky", "Беттер", "Издөө"), ("kk", "Беттер", "Іздеу")])
def test_the_editors_menu_comes_in_the_editors_language(admin_client, settings, language, pages, search):
    settings.STAFF_SECOND_FACTOR = False
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = admin_client.get("/admin/").content.decode()
    menu = json.loads(re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    words = json.dumps(menu, ensure_ascii=False)
    assert f'"{pages}"' in words
    script = admin_client.get("/admin/jsi18n/").content.decode()
    assert f'"Search": {json.dumps(search)}' in script


def test_our_own_words_come_before_the_libraries():
    folders = [Path(folder).relative_to(settings.BASE_DIR).as_posix() for folder in settings.LOCALE_PATHS]
    assert folders[-1] == "lms/locale_vendor"
    assert set(folders[:-1]) == {f"{package}/locale" for package in settings.TEXT_PACKAGES}
