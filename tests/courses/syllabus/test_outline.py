import re
import uuid
from dataclasses import replace
from math import ceil

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.syllabus.outline import Outline, OutlineItem, faults


def item(slug="a", kind="lesson", minutes=10, **fields):
    return OutlineItem(uuid.uuid4(), uuid.uuid4(), slug, kind, minutes, practice=kind == "task", **fields)


def outline(*items, hours=1, per_hour=60, practice=60):
    return Outline(hours, per_hour, practice, items)


KEPT = outline(item("a", minutes=24), item("b", "task", minutes=36))


def test_an_outline_that_keeps_its_promise_has_no_fault():
    assert faults(KEPT) == []


def test_what_is_voluntary_does_not_count():
    assert outline(item(minutes=20), item("b", minutes=50, required=False)).minutes == 20


def test_an_hour_may_have_45_minutes():
    assert outline(item(minutes=45), per_hour=45).minutes_missing == 0


def test_a_quiz_is_never_practice():
    assert len(faults(replace(KEPT, items=(*KEPT.items, replace(item("q", "quiz"), practice=True))))) == 1


def test_a_course_without_anything_required_is_told_so_once():
    assert len(faults(outline(item(required=False), item("enrol", required=False)))) == 1


@pytest.mark.parametrize(("minutes", "told"), [(0, True), (1, False), (2, False)])
def test_each_item_needs_a_whole_minute_and_is_named_where_it_has_none(minutes, told):
    found = faults(replace(KEPT, items=(*KEPT.items, item("short-one", minutes=minutes, required=False))))
    assert ["short-one" in fault for fault in found] == [True] * told


@pytest.mark.parametrize(
    ("slugs", "told"),
    [
        (["enrol"], ["enrol"]),
        (["continue"], ["continue"]),
        (["сабак"], ["сабак"]),
        (["two", "two"], ["two"]),
        (["three", "three", "three"], ["three"]),
        (["two", "other"], []),
    ],
)
def test_an_address_that_cannot_be_or_stands_twice_is_named_once(slugs, told):
    found = faults(replace(KEPT, items=(*KEPT.items, *(item(slug, required=False) for slug in slugs))))
    assert len(found) == len(told)
    assert all(slug in fault for slug, fault in zip(told, found, strict=True))


def test_what_is_promised_and_missing_is_told_in_numbers():
    with override("en"):
        hours, practice = faults(outline(item("a", minutes=20), item("b", "task", minutes=10), hours=2, per_hour=45))
    assert re.findall(r"[\d.]*\d", hours) == ["2", "90", "30", "60"]
    assert re.findall(r"[\d.]*\d", practice) == ["60", "33.3", "20"]


def test_the_digest_does_not_depend_on_the_order_in_which_rules_are_written():
    fixed = replace(item("b", "quiz"), policy={"draw": {"x": 1, "y": 2}, "attempts": 2})
    turned = replace(fixed, policy={"attempts": 2, "draw": {"y": 2, "x": 1}})
    assert outline(fixed).digest() == outline(turned).digest()


def test_the_digest_follows_order_and_rules():
    a, b = item("a"), item("b", "quiz", policy={"draw": {"x": 1}, "attempts": 2})
    digest = outline(a, b).digest()
    assert outline(a, b).digest() == digest
    assert outline(b, a).digest() != digest
    assert outline(a, replace(b, policy={"draw": {"x": 2}, "attempts": 2})).digest() != digest
    assert outline(a, b, hours=2).digest() != digest


@settings(deadline=None)
@given(
    theory=st.integers(0, 5000), practice=st.integers(0, 5000), promised=st.integers(0, 99), hours=st.integers(0, 100)
)
def test_what_is_said_to_be_missing_is_enough_and_not_a_minute_too_much(theory, practice, promised, hours):
    def course(minutes):
        return outline(item("a", minutes=theory), item("b", "task", minutes=minutes), practice=promised, hours=hours)

    missing = course(practice).practice_missing
    assert course(practice + missing).practice_missing == 0
    assert missing == 0 or course(practice + missing - 1).practice_missing > 0
    assert course(practice + course(practice).minutes_missing).minutes_missing == 0
    assert missing <= ceil(100 * theory / (100 - promised)) if theory else missing == 0
