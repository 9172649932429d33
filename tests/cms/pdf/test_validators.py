import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import override

from cms.pdf.validators import clean_printable, validate_printable


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("text", ["Айгүл Өмүрбекова", "Ерлан Әбіш-ұлы", "№ 12-К «а»", "  two   spaces ", "a\tb", ""])
def test_what_the_printed_page_has_is_taken(text):
    validate_printable(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Курс 😀", "“😀” (U+1F600)"),
        ("Ай\u200bгүл", "U+200B"),
        ("Ай\u00adгүл", "U+00AD"),
        ("\u202eАйгүл", "U+202E"),
        ("\ufeffАйгүл", "U+FEFF"),
        ("Айгүл\x00", "U+0000"),
        ("中文课", "“中” (U+4E2D), “文” (U+6587), “课” (U+8BFE)"),
    ],
)
def test_what_it_does_not_have_is_refused_and_named(text, told):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        validate_printable(text)
    assert f"cannot be printed: {told}." in refusal.value.messages[0]


def test_a_long_list_of_letters_is_cut():
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        validate_printable("".join(map(chr, range(0x4E00, 0x4E00 + 200))))
    assert refusal.value.messages[0].count("U+") == 10


def test_a_text_becomes_what_is_printed():
    assert clean_printable("  И\u0306са \n Асанова ") == "Йса Асанова"
