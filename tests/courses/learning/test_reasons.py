from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from courses.learning.progress import Done, Item, evaluate
from courses.learning.reasons import reasons

ITEMS = [
    Item(1, "lesson", "words", 10, False),
    Item(2, "lesson", "law", 10, False),
    Item(3, "quiz", "check", 10, False, valid_months=12),
    Item(4, "task", "ask", 30, True),
]
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def said(done, holds=None, on=TODAY):
    return [(reason.text, reason.slugs) for reason in reasons(evaluate(ITEMS, done, on), holds or {})]


def done(activity, on=TODAY):
    return Done(activity, 1, True, "read", 10, on)


def test_what_was_never_done_is_named_kind_by_kind():
    assert said([]) == [
        ("2 lessons are still to be read:", ("words", "law")),
        ("1 quiz is still to be passed:", ("check",)),
        ("1 practical task is still to be done:", ("ask",)),
    ]


def test_a_result_that_has_run_out_says_since_when():
    ((text, slugs),) = said([done(1), done(2), done(4), done(3, date(2025, 3, 1))])
    assert "March 1, 2026" in text
    assert slugs == ("check",)


def test_what_waits_says_for_what():
    assert said([done(1), done(2), done(3)], {4: "Waits for the facilitator:"}) == [
        ("Waits for the facilitator:", ("ask",))
    ]


def test_a_finished_course_has_no_reasons():
    assert said([done(n) for n in range(1, 5)]) == []


@given(st.sets(st.integers(1, 4)), st.sets(st.integers(1, 4)), st.booleans())
def test_each_missing_item_is_named_exactly_once(completed, held, long_ago):
    records = [done(n, date(2024, 1, 1) if long_ago else TODAY) for n in completed]
    progress = evaluate(ITEMS, records, TODAY)
    with translation.override("en"):
        named = [slug for r in reasons(progress, dict.fromkeys(held, "Waits:")) for slug in r.slugs]
    assert sorted(named) == sorted(item.slug for item in progress.missing)
