import gc
import warnings

import pytest

from cms.pdf.checks import check_pango
from cms.pdf.fonts import normalize_text, printable_characters, unprintable_characters
from tests.cms.pdf.pixels import ALPHABETS


@pytest.mark.parametrize("alphabet", ALPHABETS.values(), ids=ALPHABETS)
def test_the_fonts_have_every_letter_of_the_alphabet(alphabet):
    assert unprintable_characters(alphabet + alphabet.upper()) == ""


def test_what_cannot_be_printed_is_named_once_in_its_order():
    assert unprintable_characters("Ли 李李 🙂") == "李🙂"


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u00ad", "\x07", "\u2028"])
def test_characters_that_print_nothing_are_refused_since_they_hide_something(hidden):
    assert unprintable_characters(f"Асан{hidden}ова") == hidden


def test_a_letter_made_of_two_characters_is_the_same_letter():
    assert normalize_text("  Аи\u0306гу\u0301л\u00a0 ") == normalize_text("Айгу\u0301л")
    assert unprintable_characters("и\u0306") == ""


def test_missing_libraries_are_named_with_the_command_that_installs_them():
    found = check_pango(None, libraries={"libpango-1.0.so.0": "libpango-1.0-0", "no-such.so": "libno-such0"})
    assert [message.hint for message in found] == ["Install it: apt-get install libno-such0"]
    assert check_pango(None) == []


def test_no_font_file_is_left_open():
    printable_characters.cache_clear()
    gc.collect()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        printable_characters()
        gc.collect()
    assert [str(one.message) for one in told if "NotoSans" in str(one.message)] == []
