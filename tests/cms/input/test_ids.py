import pytest

from cms.input.ids import parse_id, parse_ids


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("1", 1), ("007", 7), ("9" * 18, 10**18 - 1)]
    + [(typed, None) for typed in ("9" * 19, "9" * 5000, "", None, "-1", "+1", "1.0", "²", "٣", "NaN", "1e3", " 1")],
)
def test_the_number_of_a_row_is_digits_that_fit(typed, number):
    assert parse_id(typed) == number


def test_what_is_no_number_has_no_effect():
    assert parse_ids(["1", "x", "9" * 20, "2"]) == [1, 2]
