import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.pages.slugs import MAX_LENGTH, is_ascii_slug, slug_formatters, slugify_title, unique_slug


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [
        ("ky", "Сыноо курсу: эмгек коопсуздугу", "synoo-kursu-emgek-koopsuzdugu"),
        ("ky", "Өзгөчө Жаңылык үчүн", "ozgocho-jangylyk-uchun"),
        ("kk", "Ғылым, қоғам және үздік һәм тұлға", "gylym-kogam-zhane-uzdik-ham-tulga"),
        ("ru", "Объём щётки: съезд и жизнь", "obyom-shchyotki-sezd-i-zhizn"),
        ("en", "Rights & Duties", "rights-duties"),
        ("en", "Égalité für Łódź", "egalite-fur-lodz"),
        ("ky", "حقوق الطفل", "hqwq-ltfl"),
        ("ky", "🎉🎉", ""),
        ("ky", "«…»", ""),
        ("ky", "", ""),
    ],
)
def test_a_title_becomes_a_slug_that_can_be_read(language, title, slug):
    assert slugify_title(title, language) == slug


@pytest.mark.parametrize("letters", [79, 80, 81, 255])
def test_a_slug_is_never_longer_than_the_address_takes(letters):
    assert slugify_title("ж" * letters, "ky") == "j" * min(letters, MAX_LENGTH)
    assert is_ascii_slug(slugify_title("ю" * letters, "ky"))


@given(st.text(max_size=255), st.sampled_from(["ky", "kk", "ru", "en", ""]))
def test_whatever_the_title_the_slug_is_plain_or_empty(title, language):
    slug = slugify_title(title, language)
    assert slug == "" or is_ascii_slug(slug)


@pytest.mark.parametrize(("taken", "free"), [(set(), "a"), ({"a"}, "a-2"), ({"a", "a-2"}, "a-3"), ({"a-2"}, "a")])
def test_a_taken_slug_gets_a_number(taken, free):
    assert unique_slug("a", taken.__contains__) == free


def test_the_number_fits_in_too():
    long = "a" * MAX_LENGTH
    assert unique_slug(long, {long}.__contains__) == "a" * (MAX_LENGTH - 2) + "-2"


@pytest.mark.parametrize("language", ["ky", "kk", "ru", "en"])
def test_the_script_in_the_form_replaces_the_same_letters(language):
    typed = "Эл аралык Ңң Өө Үү Әә Ғғ Ққ Ұұ Һһ Іі Жж Щщ ый"
    for pattern, plain in slug_formatters(language):
        typed = pattern.sub(plain.replace("$1", r"\1"), typed)
    assert re.sub(r"\W+", "-", typed.lower()) == slugify_title(
        "Эл аралык Ңң Өө Үү Әә Ғғ Ққ Ұұ Һһ Іі Жж Щщ ый", language
    )


@pytest.mark.parametrize(
    ("slug", "plain"),
    [("a-1_B", True), ("", False), ("сыноо", False), ("a b", False), ("a" * 81, False), ("a\n", False)],
)
def test_addresses_take_plain_slugs_alone(slug, plain):
    assert is_ascii_slug(slug) is plain
