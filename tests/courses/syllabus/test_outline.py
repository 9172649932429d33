import uuid
from dataclasses import replace
from math import ceil

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
