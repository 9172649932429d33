"""Learning at its edges: the day itself, New Year, midnight in Bishkek, the oldest and the newest edition."""

import pytest

from courses.certificates import services as certificates
from courses.certificates.models import Series
from courses.learning.models import Completion
from courses.learning.queries import progress_of
from courses.learning.services import complete, enrol_in_open_cohort, upgrade_enrolments
from courses.syllabus.outline import faults
from courses.syllabus.queries import outline
from tests.clock import set_clock
from tests.courses.syllabus.test_outline import item
from tests.courses.syllabus.test_outline import outline as promised
from tests.factories import EditionFactory, EnrolmentFactory, UserFactory, certified, finish, make_outline

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    """On a course whose quiz holds twelve months."""
    enrolment = EnrolmentFactory()
    enrolment.edition.items.filter(kind="quiz").update(policy={"pass_percent": 70, "valid_months": 12})
    outline.cache_clear()
    return enrolment


def passed(enrolment, score=80):
    quiz = next(item for item in outline(enrolment.edition_id) if item.kind == "quiz")
    return complete(enrolment=enrolment, item=quiz, evidence="passed", by=enrolment.person, score=score)


@pytest.mark.parametrize("hours", [(0, 5), (5, 23), (5, 6), (0, 23)])
def test_passing_twice_on_one_day_in_bishkek_is_one_completion(enrolment, monkeypatch, hours):
    """Before six in the morning it is still yesterday in UTC."""
    for hour in hours:
        set_clock(monkeypatch, 2026, 3, 10, hour, 30)
        passed(enrolment)
    assert Completion.objects.count() == 1


def test_passing_again_on_the_next_day_in_bishkek_renews_the_result(enrolment, monkeypatch):
    set_clock(monkeypatch, 2026, 3, 10, 23, 59)
    passed(enrolment)
    set_clock(monkeypatch, 2026, 3, 11, 0, 0)
    passed(enrolment)
    assert Completion.objects.count() == 2


@pytest.mark.parametrize(("day", "holds"), [((2027, 3, 9), True), ((2027, 3, 10), False), ((2027, 3, 11), False)])
def test_a_result_of_twelve_months_ends_on_the_same_day_of_the_next_year(enrolment, monkeypatch, day, holds):
    set_clock(monkeypatch, 2026, 3, 10, 3, 0)
    activity = passed(enrolment).activity_id
    set_clock(monkeypatch, *day, 3, 0)
    assert (activity in progress_of(enrolment).done) is holds


def test_a_new_learner_begins_on_the_newest_edition():
    oldest = make_outline()
    newest = EditionFactory(course=oldest.course, number=3)
    EditionFactory(course=oldest.course, number=2)
    enrolled = enrol_in_open_cohort(person=UserFactory(), course=oldest.course, language="ky")
    assert enrolled.edition == newest


def test_learners_are_never_moved_to_an_older_edition_nor_to_the_same_one():
    old = make_outline()
    new = EditionFactory(course=old.course, number=2)
    for source, target in ((new, old), (old, old)):
        with pytest.raises(ValueError, match="newer"):
            upgrade_enrolments(source=source, target=target)


def test_numbers_begin_again_with_the_year_of_bishkek(monkeypatch):
    set_clock(monkeypatch, 2026, 12, 31, 23, 59)
    last = [certified().number for _ in range(2)]
    set_clock(monkeypatch, 2027, 1, 1, 0, 0)
    first = certified()
    assert last == ["JYL-2026-000001", "JYL-2026-000002"]
    assert (first.number, str(first.issued_on)) == ("JYL-2027-000001", "2027-01-01")
    assert dict(Series.objects.values_list("year", "last")) == {2026: 2, 2027: 1}


@pytest.mark.parametrize(("day", "again"), [((2027, 3, 10), False), ((2027, 3, 11), True)])
def test_a_certificate_is_followed_by_another_only_after_its_last_day(monkeypatch, day, again):
    set_clock(monkeypatch, 2026, 3, 10, 12, 0)
    enrolment = finish(EnrolmentFactory(edition=make_outline(valid_months=12)))
    first = enrolment.certificates.get()
    assert str(first.valid_until_on) == "2027-03-10"
    set_clock(monkeypatch, *day, 0, 0)
    assert (certificates.issue(enrolment=enrolment) != first) is again


def test_voluntary_practice_does_not_count_towards_the_promised_share():
    required = (item("a", minutes=24), item("b", "task", minutes=35))
    voluntary = item("c", "task", minutes=500, required=False)
    found = faults(promised(*required, voluntary))
    assert len(found) == 2
    assert promised(*required, voluntary).practice_share == promised(*required).practice_share


@pytest.mark.parametrize(("practice", "kept"), [(35, False), (36, True), (37, True)])
def test_exactly_the_promised_share_is_enough(practice, kept):
    course = promised(item("a", minutes=24), item("b", "task", minutes=practice), hours=0)
    assert (faults(course) == []) is kept


@pytest.mark.parametrize(("minutes", "kept"), [(59, False), (60, True)])
def test_exactly_the_promised_hours_are_enough(minutes, kept):
    assert (faults(promised(item("b", "task", minutes=minutes))) == []) is kept


def test_voluntary_items_do_not_hold_up_the_end_and_bring_no_hours(enrolment):
    enrolment.edition.items.filter(kind="task").update(required=False)
    outline.cache_clear()
    for thing in outline(enrolment.edition_id):
        if thing.required:
            complete(enrolment=enrolment, item=thing, evidence="read", by=enrolment.person)
    progress = progress_of(enrolment)
    assert progress.finished
    assert progress.minutes_practice == 0
