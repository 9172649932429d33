"""What every database takes, as pure functions."""

import json

import pytest
from django.http import QueryDict

from cms.input.cleaning import UNFIT, clean_fields, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("Үй-бүлө «ө» ’ 🙂 ﷽", "Үй-бүлө «ө» ’ 🙂 ﷽"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a soft break\x0bof Word", "a soft break\nof Word"),
        ("a\x00b\x1b\x7f\x9fc", "abc"),
        ("half \ud83d of a pair", "half  of a pair"),
        ("no \uffff character", "no  character"),
        ("zero-width\u200djoiner stays", "zero-width\u200djoiner stays"),
        ("", ""),
    ],
)
def test_what_nobody_can_see_goes_and_all_else_stays(typed, kept):
    assert clean_text(typed) == kept


def test_every_code_point_that_stays_can_be_stored():
    for code in range(0x110000):
        kept = clean_text(f"a{chr(code)}b")
        kept.encode()
        assert not UNFIT.search(kept)


def test_json_in_a_field_hides_nothing():
    typed = r'{"blocks": [{"text": "a\u0000b\ud800c\ud83d\ude42", "\u0001key": [1, null, 2.5, "\r\n"]}]}'
    assert json.loads(clean_text(typed)) == {"blocks": [{"text": "abc🙂", "key": [1, None, 2.5, "\n"]}]}


@pytest.mark.parametrize("typed", [r"{not json \u0000}", r"[" * 50_000 + r"\u0000", r'{"plain": "\u04e9"}', "{}"])
def test_what_is_no_json_or_has_nothing_hidden_stays_as_it_is(typed):
    assert clean_text(typed) == typed


def test_clean_fields_are_the_same_object():
    fields = QueryDict("q=жооп&q=2&empty=")
    assert clean_fields(fields) is fields


def test_names_and_values_are_cleaned_and_keep_their_order():
    cleaned = clean_fields(QueryDict("a%00=1&b=x%0D%0Ay&b=%00&b="))
    assert list(cleaned.lists()) == [("a", ["1"]), ("b", ["x\ny", "", ""])]
    with pytest.raises(AttributeError, match="immutable"):
        cleaned["a"] = "2"
